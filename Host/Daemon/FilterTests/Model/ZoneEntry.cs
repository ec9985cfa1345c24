using Postern.Abstractions.Dns;

namespace Postern.Daemon.FilterTests.Model;

/// <summary>What the test's DNS says of a name.</summary>
/// <param name="Name">The name in lower case, without the final dot.</param>
/// <param name="Type">The type it is said of; <see langword="null"/> for all types.</param>
/// <param name="Record">A record; <see langword="null"/> when <paramref name="Status"/> is the answer.</param>
/// <param name="Status">How a look-up ends.</param>
/// <param name="IsAuthentic">The name's answers are validated.</param>
internal sealed record ZoneEntry(string Name, DnsRecordType? Type, DnsRecord? Record, DnsStatus Status, bool IsAuthentic = false);
