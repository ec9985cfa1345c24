namespace Postern.Daemon.Settings;

/// <summary>Where the files are that come with the program: <c>bin/</c>, <c>plugins/</c> and <c>share/mfl/</c> side by side, or the source tree.</summary>
internal sealed class InstallLayout
{
    private InstallLayout(IReadOnlyList<string> pluginDirectories, IReadOnlyList<string> modulePath)
    {
        PluginDirectories = pluginDirectories;
        ModulePath = modulePath;
    }

    /// <summary>Directories whose sub-directories are plugins.</summary>
    public IReadOnlyList<string> PluginDirectories { get; }

    /// <summary>Directories of MFL modules and include files.</summary>
    public IReadOnlyList<string> ModulePath { get; }

    /// <summary>The layout around the executable in <paramref name="baseDirectory"/>.</summary>
    public static InstallLayout Find(string baseDirectory)
    {
        string bin = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseDirectory));
        string? root = Path.GetDirectoryName(bin);
        if (root is not null && Path.GetFileName(bin) == "bin")
            return new InstallLayout(Existing(Path.Combine(root, "plugins")), Existing(Path.Combine(root, "share/mfl")));

        // Host/Daemon/bin/Debug/net10.0 of the source tree: plugins built likewise are in Plugins/bin/Debug.
        string configuration = Path.GetFileName(root) ?? "";
        for (string? folder = root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Postern.slnx")))
            {
                return new InstallLayout(
                    Existing(Path.Combine(folder, "Plugins/bin", configuration)), Existing(Path.Combine(folder, "Host/Mfl/Modules")));
            }
        }

        return new InstallLayout([], []);
    }

    private static string[] Existing(string folder) => Directory.Exists(folder) ? [folder] : [];
}
