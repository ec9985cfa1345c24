using System.Net;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns;

/// <summary>Names that servers have nothing to do with: <c>localhost</c> and <c>invalid</c> (RFC 6761 §6.3, §6.4), <c>onion</c> (RFC 7686), and what lies below them.</summary>
internal static class SpecialNames
{
    private static readonly DnsName LocalHost = Parse("localhost");
    private static readonly DnsName Invalid = Parse("invalid");
    private static readonly DnsName Onion = Parse("onion");
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(1);

    /// <summary>The answer to a question about such a name; <see langword="null"/>: it is another's.</summary>
    public static DnsAnswer? Answer(DnsQuestion question)
    {
        if (question.Name.IsWithin(Invalid) || question.Name.IsWithin(Onion))
            return new DnsAnswer(DnsStatus.NameError, [], IsAuthentic: false);
        if (!question.Name.IsWithin(LocalHost))
            return null;
        var address = question.Type switch
        {
            DnsRecordType.A => IPAddress.Loopback,
            DnsRecordType.Aaaa => IPAddress.IPv6Loopback,
            _ => null,
        };
        return address is null
            ? new DnsAnswer(DnsStatus.NoData, [], IsAuthentic: false)
            : new DnsAnswer(DnsStatus.Success, [new DnsRecord(question.Type, question.Name.ToString(), 0, address.ToString(), TimeToLive)], IsAuthentic: false);
    }

    private static DnsName Parse(string text) => DnsName.TryParse(text, out var name) ? name : throw new ArgumentException(text, nameof(text));
}
