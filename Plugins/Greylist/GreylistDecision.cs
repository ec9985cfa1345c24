using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist;

/// <summary>The two algorithms of the manual (node "Greylisting"), with the arithmetic of mailfromd 8.15.</summary>
internal static class GreylistDecision
{
    /// <summary>Decides on a sender and remembers one that is not known.</summary>
    public static StateChange<GreylistAnswer> Decide(StateRecord? present, GreylistQuery query)
    {
        if (present is not { } record)
            return Begin(query);
        if (!GreylistRecord.TryRead(record.Value.Span, out long time))
            return StateChange.Keep(new GreylistAnswer(IsGreylisted: false, 0, IsDamaged: true));
        long age = query.Now - time;
        if (query.Algorithm == GreylistAlgorithm.ConTassios ? time > query.Now : age < query.Interval)
            return StateChange.Keep(new GreylistAnswer(IsGreylisted: true, query.Algorithm == GreylistAlgorithm.ConTassios ? -age : query.Interval - age));
        return query.ExpireInterval > TimeSpan.Zero && age > (long)query.ExpireInterval.TotalSeconds
            ? Begin(query)
            : StateChange.Keep(new GreylistAnswer(IsGreylisted: false, 0));
    }

    /// <summary>Lets a sender that waits pass; returns whether one does.</summary>
    public static StateChange<bool> Release(StateRecord? present, GreylistQuery query)
    {
        if (present is not { } record || !GreylistRecord.TryRead(record.Value.Span, out long time))
            return StateChange.Keep(false);
        long released = query.Algorithm == GreylistAlgorithm.ConTassios ? query.Now : GreylistRecord.Released(query.Now, query.ExpireInterval);
        return time <= released ? StateChange.Keep(false) : StateChange.Write(GreylistRecord.Make(released, query.ExpireInterval), true);
    }

    private static StateChange<GreylistAnswer> Begin(in GreylistQuery query) => StateChange.Write(
        GreylistRecord.Make(query.Algorithm == GreylistAlgorithm.ConTassios ? query.Now + query.Interval : query.Now, query.ExpireInterval),
        new GreylistAnswer(IsGreylisted: true, query.Interval));
}
