namespace Postern.Daemon.LanguageServer;

/// <summary>Codes of JSON-RPC 2.0 and of the Language Server Protocol.</summary>
internal static class RpcErrors
{
    public const int Parse = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParameters = -32602;
    public const int Internal = -32603;
    public const int NotInitialized = -32002;
    public const int Cancelled = -32800;
}
