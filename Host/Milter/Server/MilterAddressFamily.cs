namespace Postern.Milter.Server;

/// <summary>The kind of a milter socket.</summary>
public enum MilterAddressFamily
{
    /// <summary>TCP over IPv4.</summary>
    Inet,

    /// <summary>TCP over IPv6.</summary>
    Inet6,

    /// <summary>A UNIX stream socket.</summary>
    Unix,
}
