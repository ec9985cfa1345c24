using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Caching;

/// <summary>
/// Follows aliases from the name asked for to records of the type asked for, through as many responses as it takes. Of a response nothing counts but what lies on this way,
/// and nothing of it is kept under any other name.
/// </summary>
/// <param name="question">What was asked for.</param>
/// <param name="mostAliases">The most aliases that are followed.</param>
internal sealed class AliasChain(DnsQuestion question, int mostAliases)
{
    private int _aliases;
    private bool _isAuthentic = true;
    private TimeSpan _timeToLive = TimeSpan.MaxValue;

    /// <summary>What to ask next.</summary>
    public DnsQuestion Question { get; private set; } = question;

    /// <summary>Follows a response to <see cref="Question"/>.</summary>
    /// <returns>How the look-up ends; <see langword="null"/> when there is more to ask.</returns>
    public Outcome? Follow(DnsResponse response)
    {
        _isAuthentic &= response.IsAuthentic;
        var asked = Question;
        while (true)
        {
            List<DnsRecord> records = [.. response.Answers.Where(IsAnswer).Select(static answer => answer.Record)];
            if (records.Count > 0)
                return End(DnsStatus.Success, records, records.Min(static record => record.TimeToLive));
            if (response.Answers.FirstOrDefault(IsAlias) is not { Record: { } alias } found)
                break;
            Limit(alias.TimeToLive);
            if (++_aliases > mostAliases)
                return End(DnsStatus.ChainTooLong, [], TimeSpan.MaxValue);
            Question = Question with { Name = found.Target };
        }

        // Only a zone that the name is in can say that there is nothing, and for how long.
        var negative = response.Zone is { } zone && Question.Name.IsWithin(zone) ? response.NegativeTimeToLive : TimeSpan.Zero;
        if (response.Code == ResponseCode.NameError)
            return End(DnsStatus.NameError, [], negative);
        return Question != asked && response.Zone is null ? null : End(DnsStatus.NoData, [], negative);
    }

    private bool IsAnswer(WireRecord answer) => answer.Record.Type == Question.Type && answer.Owner == Question.Name;

    private bool IsAlias(WireRecord answer) => answer.Record.Type == DnsRecordType.Cname && answer.Owner == Question.Name;

    private Outcome End(DnsStatus status, IReadOnlyList<DnsRecord> records, TimeSpan timeToLive)
    {
        Limit(timeToLive);
        return new Outcome(new DnsAnswer(status, records, _isAuthentic), _timeToLive);
    }

    private void Limit(TimeSpan timeToLive) => _timeToLive = timeToLive < _timeToLive ? timeToLive : _timeToLive;
}
