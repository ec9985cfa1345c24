using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Headers;

/// <summary>What can be done at the end of a message alone (manual, node "End of Message Functions").</summary>
[PluginExport(typeof(IMflModule), "end-of-message")]
public sealed class EndOfMessageFunctions : IMflModule
{
    /// <summary>Tells the MTA at once that the filter is still at work; the host does so by itself every ten seconds.</summary>
    [MflFunction("progress", Stages = MilterStages.EndOfMessage)]
    public static void Progress(MflContext context) => context.Session?.SendProgress();
}
