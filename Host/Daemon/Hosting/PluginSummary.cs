using System.Globalization;
using Postern.PluginLoading;

namespace Postern.Daemon.Hosting;

/// <summary>All plugins on one line of the log.</summary>
internal readonly record struct PluginSummary(IReadOnlyList<PluginInfo> Plugins)
{
    public override string ToString()
    {
        IEnumerable<string> used = Plugins.Where(static plugin => plugin.State != PluginState.Broken)
            .Select(static plugin => $"{plugin.Name} {plugin.Version.Split('+')[0]}");
        string text = string.Join(", ", used);
        int broken = Plugins.Count(static plugin => plugin.State == PluginState.Broken);
        if (text.Length == 0)
            text = "none";
        return broken == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}; {broken} broken");
    }
}
