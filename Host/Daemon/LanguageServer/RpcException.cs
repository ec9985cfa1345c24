namespace Postern.Daemon.LanguageServer;

/// <summary>A request that cannot be answered.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
