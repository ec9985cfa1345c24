namespace Postern.Abstractions.Dns;

/// <summary>A resource record with its data in presentation form.</summary>
/// <param name="Type">The record's type.</param>
/// <param name="Name">The owner's name, without the final dot.</param>
/// <param name="Preference">The preference of MX, the priority of SRV; otherwise 0.</param>
/// <param name="Data">An address, a name without the final dot, or text as a byte string (the strings of a TXT record joined).</param>
/// <param name="TimeToLive">How long it may be kept.</param>
public sealed record DnsRecord(DnsRecordType Type, string Name, int Preference, string Data, TimeSpan TimeToLive);
