namespace Postern.Abstractions.Dns;

/// <summary>Types of resource records (RFC 1035 and later), with the values of the wire.</summary>
public enum DnsRecordType : ushort
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A name server.</summary>
    NS = 2,

    /// <summary>A canonical name.</summary>
    Cname = 5,

    /// <summary>The start of a zone of authority.</summary>
    Soa = 6,

    /// <summary>A name that belongs to an address.</summary>
    Ptr = 12,

    /// <summary>A mail exchanger.</summary>
    MX = 15,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>A service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>A certificate association (RFC 6698).</summary>
    Tlsa = 52,
}
