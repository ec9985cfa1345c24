namespace Postern.PluginLoading;

/// <summary>
/// Finds out which plugin declares which functions by reading metadata only: what runs one script and ends need not load and compose
/// the plugins that it does not use.
/// </summary>
public static class PluginIndex
{
    /// <summary>Reads the plugins of some directories, in the order in which they would be loaded.</summary>
    /// <returns><see langword="null"/> when something cannot be read: loading tells what.</returns>
    public static IReadOnlyList<PluginIndexEntry>? TryRead(IEnumerable<string> directories)
    {
        IReadOnlyList<PluginFolder> folders = PluginFolder.FindAll(directories, out IReadOnlyList<string> problems);
        if (problems.Count > 0)
            return null;
        var entries = new List<PluginIndexEntry>(folders.Count);
        try
        {
            foreach (PluginFolder folder in folders)
                entries.Add(PluginMetadata.Read(folder));
        }
        catch (Exception e) when (e is PluginException or IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            return null;
        }

        return entries;
    }

    /// <summary>Adds the plugins that export what some plugins need, and what those need in turn.</summary>
    /// <param name="index">All plugins.</param>
    /// <param name="plugins">The names of some; more when this returns.</param>
    public static void AddNeeded(IReadOnlyList<PluginIndexEntry> index, ISet<string> plugins)
    {
        var waiting = new Queue<PluginIndexEntry>(index.Where(entry => plugins.Contains(entry.Name)));
        while (waiting.TryDequeue(out PluginIndexEntry? plugin))
        {
            foreach (PluginIndexEntry other in index)
            {
                if (!plugins.Contains(other.Name) && plugin.Needs.Any(need => other.Exports.Contains(need) && !plugin.Exports.Contains(need)))
                {
                    plugins.Add(other.Name);
                    waiting.Enqueue(other);
                }
            }
        }
    }
}
