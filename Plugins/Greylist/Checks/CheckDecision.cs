using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Checks;

/// <summary>
/// The states of a sender: waiting, from its first attempt on; then, once it came back in time, known, until it has not been seen for long enough. A client's record counts
/// the senders that came to be known.
/// </summary>
internal static class CheckDecision
{
    /// <summary>How far behind the time of a client's last pass may be: a busy client's record is not written with every message.</summary>
    private const long RefreshSeconds = 60;

    /// <summary>Decides on a sender.</summary>
    public static StateChange<CheckAnswer> Decide(StateRecord? present, CheckQuery query)
    {
        if (!CheckRecord.TryRead(present, CheckKind.Sender, query.Now, out CheckRecord record))
            return Begin(query, CheckStatus.New);
        if (record.IsWaiting && query.Now < record.Ready)
            return StateChange.Keep(new CheckAnswer(CheckStatus.Early, record.Ready - query.Now));
        if (query.Now >= record.Closes)
            return Begin(query, CheckStatus.Late);
        return StateChange.Write(
            record.Passed(query.Now, query.Lifetime).ToState(), new CheckAnswer(record.IsWaiting ? CheckStatus.Passed : CheckStatus.Known, 0));
    }

    /// <summary>Whether none of a client's senders has to wait any more.</summary>
    public static StateChange<bool> IsListed(StateRecord? present, CheckQuery query)
    {
        bool isListed = CheckRecord.TryRead(present, CheckKind.Client, query.Now, out CheckRecord record) && record.Passes >= query.Passes;
        return isListed && query.Now - record.Last >= RefreshSeconds
            ? StateChange.Write((record with { Last = query.Now, Closes = query.Now + query.Lifetime }).ToState(), true)
            : StateChange.Keep(isListed);
    }

    /// <summary>Counts a sender of a client that has come to be known; returns how many there are.</summary>
    public static StateChange<int> Count(StateRecord? present, CheckQuery query)
    {
        if (!CheckRecord.TryRead(present, CheckKind.Client, query.Now, out CheckRecord record))
            record = new CheckRecord(CheckKind.Client, query.Now, query.Now, 0, 0, 0);
        record = record.Passed(query.Now, query.Lifetime);
        return StateChange.Write(record.ToState(), record.Passes);
    }

    /// <summary>Lets a sender that waits pass; returns whether one does.</summary>
    public static StateChange<bool> Release(StateRecord? present, long now) =>
        CheckRecord.TryRead(present, CheckKind.Sender, now, out CheckRecord record) && record.IsWaiting && (now < record.Ready || now >= record.Closes)
            ? StateChange.Write(record.Released(now).ToState(), true)
            : StateChange.Keep(false);

    private static StateChange<CheckAnswer> Begin(in CheckQuery query, CheckStatus status) => StateChange.Write(
        new CheckRecord(CheckKind.Sender, query.Now, query.Now + query.Interval, query.Now + query.Window, 0, 0).ToState(),
        new CheckAnswer(status, query.Interval));
}
