using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist;

/// <summary>
/// Greylisting (manual, nodes "Greylisting" and "Greylisting functions"). <c>#pragma greylist</c> says by which algorithm; the answers are those of mailfromd 8.15.
/// With the database disabled nobody is greylisted.
/// </summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "greylist")]
[MflVariable(SecondsLeft, 0)]
public sealed class GreylistFunctions(IStateDatabases databases) : IMflModule
{
    /// <summary>The variable that tells how long a sender has to wait.</summary>
    internal const string SecondsLeft = "greylist_seconds_left";

    private const string GreylistName = "greylist";
    private const string IsGreylistedName = "is_greylisted";

    private readonly GreylistDatabase _database = GreylistDatabase.OfGreylist(databases);

    /// <summary>Whether a sender has to wait, and how many seconds more in <c>greylist_seconds_left</c>, which is left alone otherwise.</summary>
    /// <param name="context">The session.</param>
    /// <param name="key">What the sender is known by.</param>
    /// <param name="interval">For how many seconds a sender that is not known has to wait.</param>
    /// <exception cref="MflException"><c>e_dbfailure</c>: the store cannot be reached, or the record is damaged.</exception>
    [MflFunction(GreylistName, Raises = "e_dbfailure")]
    public async ValueTask<bool> GreylistAsync(MflContext context, string key, long interval)
    {
        ArgumentNullException.ThrowIfNull(context);
        StateDatabase settings = _database.Settings(GreylistName);
        if (!settings.IsEnabled)
            return false;
        var query = new GreylistQuery(context.Time.GetUtcNow().ToUnixTimeSeconds(), interval, settings.ExpireInterval, context.Settings.Greylist);
        GreylistAnswer answer = await _database.UpdateAsync(context, GreylistName, key, query, GreylistDecision.Decide);
        if (answer.IsDamaged)
            throw Damaged(settings);
        if (answer.IsGreylisted)
            context.SetVariable(SecondsLeft, new MflValue(answer.SecondsLeft));
        return answer.IsGreylisted;
    }

    /// <summary>Whether a sender has to wait, like <see cref="GreylistAsync"/>, but one that is not known is not remembered. For Con Tassios alone.</summary>
    /// <param name="context">The session.</param>
    /// <param name="key">What the sender is known by.</param>
    /// <exception cref="MflException">
    /// <c>e_failure</c>: the program does not use Con Tassios; <c>e_dbfailure</c>: the store cannot be reached, or the record is damaged.
    /// </exception>
    [MflFunction(IsGreylistedName, Raises = "e_failure e_dbfailure")]
    public async ValueTask<bool> IsGreylistedAsync(MflContext context, string key)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Settings.Greylist != GreylistAlgorithm.ConTassios)
        {
            throw new MflException(
                MflExceptionCode.Failure,
                "is_greylisted is not implemented for traditional greylist databases; see documentation, chapter 5.31 Greylisting functions for more info");
        }

        StateDatabase settings = _database.Settings(IsGreylistedName);
        if (!settings.IsEnabled || await _database.GetAsync(context, IsGreylistedName, key) is not { } record)
            return false;
        if (!GreylistRecord.TryRead(record.Value.Span, out long release))
            throw Damaged(settings);
        long now = context.Time.GetUtcNow().ToUnixTimeSeconds();
        if (release <= now)
            return false;
        context.SetVariable(SecondsLeft, new MflValue(release - now));
        return true;
    }

    private static MflException Damaged(StateDatabase settings) => GreylistDatabase.Failure($"greylist database {settings.Name} has wrong data size");
}
