using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Greylist.Checks;

namespace Postern.Plugins.Greylist;

/// <summary>Lets a sender that waits pass.</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "greylist-release")]
public sealed class ReleaseFunctions(IStateDatabases databases) : IMflModule
{
    private const string ReleaseName = "greylist_release";

    private readonly GreylistDatabase _greylist = GreylistDatabase.OfGreylist(databases);
    private readonly GreylistDatabase _checks = GreylistDatabase.OfChecks(databases);

    /// <summary>
    /// Lets the sender pass that waits by this key, for <c>greylist</c> or for <c>greylist_check</c>. The traditional algorithm does not tell who waits: there it is anyone
    /// who came first within half the time for which records live.
    /// </summary>
    /// <param name="context">The session.</param>
    /// <param name="key">What the sender is known by.</param>
    /// <returns>Whether somebody waited.</returns>
    /// <exception cref="MflException"><c>e_dbfailure</c>: a store cannot be reached.</exception>
    [MflFunction(ReleaseName, Raises = "e_dbfailure")]
    public async ValueTask<bool> ReleaseAsync(MflContext context, string key)
    {
        ArgumentNullException.ThrowIfNull(context);
        long now = context.Time.GetUtcNow().ToUnixTimeSeconds();
        StateDatabase greylist = _greylist.Settings(ReleaseName);
        bool waited = greylist.IsEnabled && await _greylist.UpdateAsync(
            context,
            ReleaseName,
            key,
            new GreylistQuery(now, 0, greylist.ExpireInterval, context.Settings.Greylist),
            GreylistDecision.Release);
        bool waitedForCheck = _checks.IsEnabled
            && await _checks.UpdateAsync(context, ReleaseName, key, now, CheckDecision.Release);
        return waited || waitedForCheck;
    }
}
