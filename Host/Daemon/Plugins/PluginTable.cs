using Postern.PluginLoading;

namespace Postern.Daemon.Plugins;

/// <summary>Prints plugins: a line each with name, version, state and path, below it what it exports and why it is not used.</summary>
internal static class PluginTable
{
    private const string Indentation = "    ";
    private const string Unknown = "-";

    public static void Write(TextWriter output, IReadOnlyList<PluginInfo> plugins)
    {
        int name = Width("NAME", plugins.Select(plugin => plugin.Name));
        int version = Width("VERSION", plugins.Select(Version));
        int state = Width("STATE", plugins.Select(State));
        Row("NAME", "VERSION", "STATE", "PATH");
        foreach (PluginInfo plugin in plugins)
        {
            Row(plugin.Name, Version(plugin), State(plugin), plugin.Path);
            foreach (string export in plugin.Exports)
                output.WriteLine(Indentation + export);
            if (plugin.Reason.Length > 0)
                output.WriteLine($"{Indentation}{plugin.Reason}");
        }

        void Row(string first, string second, string third, string last) =>
            output.WriteLine($"{first.PadRight(name)}  {second.PadRight(version)}  {third.PadRight(state)}  {last}");
    }

    private static int Width(string title, IEnumerable<string> cells) => cells.Append(title).Max(cell => cell.Length);

    private static string Version(PluginInfo plugin) => plugin.Version.Length > 0 ? plugin.Version : Unknown;

    private static string State(PluginInfo plugin) => plugin.State switch
    {
        PluginState.Active => "active",
        PluginState.Degraded => "degraded",
        _ => "broken",
    };
}
