namespace Postern.Plugins.Dns.Functions;

/// <summary>What a reply descriptor stands for.</summary>
/// <param name="Values">Its records, as strings.</param>
/// <param name="AreAddresses">Whether they are addresses.</param>
internal sealed record DnsReply(IReadOnlyList<string> Values, bool AreAddresses);
