namespace Postern.Abstractions.Milter;

/// <summary>The family of the SMTP client's address, with the letters of <c>SMFIC_CONNECT</c>.</summary>
public enum ClientFamily : byte
{
    /// <summary>Not known, or standard input (<c>U</c>).</summary>
    Unknown = (byte)'U',

    /// <summary>A UNIX socket; the address is its path (<c>L</c>).</summary>
    Unix = (byte)'L',

    /// <summary>IPv4 (<c>4</c>).</summary>
    IPv4 = (byte)'4',

    /// <summary>IPv6 (<c>6</c>); the address comes without the <c>IPv6:</c> prefix that some MTAs send.</summary>
    IPv6 = (byte)'6',
}
