using Postern.Abstractions.Storage;
using Postern.Daemon.CommandLine;
using Postern.Tools.Mfdbtool.Output;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary><c>--release</c>: who waits by the given keys need not wait longer.</summary>
internal static class ReleaseOperation
{
    private enum Outcome
    {
        Missing,
        NotWaiting,
        Released,
    }

    public static async Task<int> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        Target target = bench.Targets.Find()[0];
        if (target.Format is not { } format)
            throw new UsageException($"nobody waits by records of {target.Id}; --release is for greylist");
        await using IStateTable table = await bench.Targets.OpenToChangeAsync(target, expires: true, cancellationToken);
        int code = 0;
        foreach (string text in bench.Options.Keys)
        {
            byte[] key = RecordKey.FromText(text);
            Outcome outcome = await table.UpdateAsync(
                key, (format, key, bench.Time.GetUtcNow()), static (present, state) => Decide(present, state.format, state.key, state.Item3), cancellationToken);
            if (outcome != Outcome.Released)
            {
                string reason = outcome == Outcome.Missing ? "there is no such record" : "nobody waits by it";
                bench.Errors.Write($"cannot release `{text}' in `{target.Name}': {reason}");
                code = Workbench.Failed;
            }

            if (bench.Output.IsJson)
                Tell(bench.Output, target.Id, text, outcome == Outcome.Released);
        }

        return code;
    }

    private static StateChange<Outcome> Decide(StateRecord? present, IStateRecordFormat format, byte[] key, DateTimeOffset now)
    {
        if (present is not { } record)
            return StateChange.Keep(Outcome.Missing);
        return format.Release(new StateEntry(key, record), now) is { } released
            ? StateChange.Write(released, Outcome.Released)
            : StateChange.Keep(Outcome.NotWaiting);
    }

    private static void Tell(ResultOutput output, string database, string key, bool isReleased) =>
        output.Object((database, key, isReleased), static (json, result) =>
        {
            json.WriteString("operation", "release");
            json.WriteString("database", result.database);
            RecordJson.WriteKey(json, result.key);
            json.WriteBoolean("released", result.isReleased);
        });
}
