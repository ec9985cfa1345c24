namespace Postern.Tools.Mtasim.Filter;

/// <summary>How much is told of the milter protocol, least first.</summary>
internal enum PacketLogLevel
{
    Fatal,
    Err,
    Warn,
    Info,
    Debug,
    Proto,
}
