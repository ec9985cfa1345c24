namespace Postern.Abstractions.Dns;

/// <summary>The outcome of a look-up.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Records">The records of the type asked for, after following aliases; empty unless successful.</param>
/// <param name="IsAuthentic">The answer was validated (DNSSEC) by a resolver on this host.</param>
public sealed record DnsAnswer(DnsStatus Status, IReadOnlyList<DnsRecord> Records, bool IsAuthentic);
