using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Wire;

/// <summary>What is asked: a name and a type of records, class IN.</summary>
internal readonly record struct DnsQuestion(DnsName Name, DnsRecordType Type);
