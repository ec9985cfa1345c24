namespace Postern.Plugins.Dns.Functions;

/// <summary>Which addresses a name is turned into: the constants RESOLVE_ of the module dns.</summary>
internal enum AddressChoice
{
    /// <summary>None: names stay names.</summary>
    None = 0,

    /// <summary>IPv4 addresses, or IPv6 addresses of a name that has no others.</summary>
    Default = 1,

    /// <summary>IPv4 addresses.</summary>
    Four = 2,

    /// <summary>IPv6 addresses.</summary>
    Six = 3,
}
