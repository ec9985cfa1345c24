using Postern.Abstractions.Storage;
using Postern.Daemon.Commands;
using Postern.Tools.Mfdbtool.CommandLine;
using Postern.Tools.Mfdbtool.Output;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary>What every operation works with.</summary>
/// <param name="Options">The command line.</param>
/// <param name="Targets">The databases.</param>
/// <param name="Output">Results.</param>
/// <param name="Errors">Messages.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Time">The clock.</param>
internal sealed record Workbench(
    MfdbtoolOptions Options, Targets Targets, ResultOutput Output, Messages Errors, Progress Progress, TimeProvider Time)
{
    /// <summary>Something was not done, which a message or the output tells.</summary>
    public const int Failed = 1;

    /// <summary>Does something with each database; one that fails does not keep the others from it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ForEachAsync(Func<Target, Task> action)
    {
        int code = 0;
        foreach (Target target in Targets.Find())
        {
            // A database that was never written to has no file.
            if (Options.IsAll && target.IsMissing)
                continue;
            try
            {
                await action(target);
            }
            catch (StateStoreException e) when (Options.IsAll)
            {
                Progress.Clear();
                Errors.Write(e.Message);
                code = Failed;
            }
        }

        return code;
    }
}
