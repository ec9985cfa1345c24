namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>A dump is damaged or cut off; the message says where.</summary>
internal sealed class DumpException(string message) : Exception(message);
