using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Checks;

/// <summary>
/// Greylisting as a whole: a time to wait, a window in which to come back, a memory of who did, and clients whose senders need not wait any more. None of this is in
/// mailfromd.
/// </summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "greylist-check")]
[MflVariable(Status, "")]
public sealed class CheckFunctions(IStateDatabases databases) : IMflModule
{
    private const string Status = "greylist_status";
    private const string CheckName = "greylist_check";
    private const long DefaultPasses = 5;
    private const long DefaultWindow = 2 * 24 * 60 * 60;
    private const long DefaultLifetime = 35 * 24 * 60 * 60;

    /// <summary>A century: sums of times stay times.</summary>
    private const long MostSeconds = 100L * 365 * 24 * 60 * 60;

    private readonly GreylistDatabase _database = GreylistDatabase.OfChecks(databases);

    /// <summary>
    /// Whether a sender has to wait. How many seconds more stands in <c>greylist_seconds_left</c>, and why it ends so in <c>greylist_status</c>: <c>new</c>, <c>early</c> or
    /// <c>late</c> for one that waits, <c>passed</c>, <c>known</c> or <c>listed</c> for one that passes.
    /// </summary>
    /// <param name="context">The session.</param>
    /// <param name="key">What the sender is known by.</param>
    /// <param name="interval">For how many seconds one that is not known has to wait.</param>
    /// <param name="client">What the client is known by; empty: its senders are not counted.</param>
    /// <param name="passes">How many of a client's senders have to pass until none of them waits any more; zero for never.</param>
    /// <param name="window">Within how many seconds of the first attempt a sender has to come back.</param>
    /// <param name="lifetime">For how many seconds after its last message a sender or client is remembered.</param>
    /// <exception cref="MflException">
    /// <c>e_range</c>: a number is out of range; <c>e_inval</c>: nobody could pass; <c>e_dbfailure</c>: the store cannot be reached.
    /// </exception>
    [MflFunction(CheckName, Raises = "e_range e_inval e_dbfailure")]
    public async ValueTask<bool> CheckAsync(
        MflContext context,
        string key,
        long interval,
        string client = "",
        long passes = DefaultPasses,
        long window = DefaultWindow,
        long lifetime = DefaultLifetime)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(client);
        var query = new CheckQuery(
            context.Time.GetUtcNow().ToUnixTimeSeconds(),
            InRange("interval", interval, least: 0),
            InRange("window", window, least: 1),
            InRange("lifetime", lifetime, least: 1),
            passes);
        if (window <= interval)
        {
            throw new MflException(
                MflExceptionCode.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"{CheckName}: a window of {window} seconds ends before the interval of {interval}: nobody would pass"));
        }

        if (!_database.Settings(CheckName).IsEnabled)
            return false;
        CheckAnswer answer = await DecideAsync(context, key, passes > 0 && client.Length > 0 ? CheckFormat.ClientPrefix + client : null, query);
        context.SetVariable(Status, new MflValue(answer.Name));
        if (answer.IsGreylisted)
            context.SetVariable(GreylistFunctions.SecondsLeft, new MflValue(answer.SecondsLeft));
        return answer.IsGreylisted;
    }

    /// <summary>A time for the text of a reply: whole seconds up to two minutes, then minutes, then hours, rounded up so that nobody comes back too early.</summary>
    /// <param name="seconds">The time, for example <c>greylist_seconds_left</c>.</param>
    [MflFunction("greylist_wait", NonBlocking = true, Pure = true)]
    public static string Wait(long seconds)
    {
        const long Minute = 60;
        const long Hour = 60 * Minute;
        (long count, string unit) = seconds switch
        {
            <= 2 * Minute => (long.Max(seconds, 0), "second"),
            <= 2 * Hour => (((seconds - 1) / Minute) + 1, "minute"),
            _ => (((seconds - 1) / Hour) + 1, "hour"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
    }

    private async ValueTask<CheckAnswer> DecideAsync(MflContext context, string key, string? client, CheckQuery query)
    {
        if (client is not null && await _database.UpdateAsync(context, CheckName, client, query, CheckDecision.IsListed))
            return new CheckAnswer(CheckStatus.Listed, 0);
        CheckAnswer answer = await _database.UpdateAsync(context, CheckName, key, query, CheckDecision.Decide);
        if (client is not null && answer.Status == CheckStatus.Passed)
            await _database.UpdateAsync(context, CheckName, client, query, CheckDecision.Count);
        return answer;
    }

    private static long InRange(string name, long value, long least) => value >= least && value <= MostSeconds
        ? value
        : throw new MflException(
            MflExceptionCode.Range,
            string.Create(CultureInfo.InvariantCulture, $"{CheckName}: {name} is {value}, expected {least} to {MostSeconds} seconds"));
}
