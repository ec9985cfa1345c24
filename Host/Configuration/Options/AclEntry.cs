using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Options;

/// <summary>One line of an <c>acl</c> block: <c>allow</c> or <c>deny</c>, <c>[from]</c>, an address, a network or <c>any</c>.</summary>
/// <param name="Allow">Whether a match lets the MTA in.</param>
/// <param name="Network"><c>any</c>, an address, <c>address/prefix-length</c> or <c>address/netmask</c>, or <c>user:NAME</c> for the process at the other end of a unix socket.</param>
/// <param name="Place">Where the line stands.</param>
public sealed record AclEntry(bool Allow, string Network, SourcePlace Place);
