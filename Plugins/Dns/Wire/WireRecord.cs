using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Wire;

/// <summary>A record of an answer that has the type asked for, or is an alias.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Record">What it says.</param>
/// <param name="Target">Where an alias leads.</param>
internal readonly record struct WireRecord(DnsName Owner, DnsRecord Record, DnsName Target);
