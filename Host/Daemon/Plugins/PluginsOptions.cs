namespace Postern.Daemon.Plugins;

/// <summary>The command line of <c>postern plugins</c>.</summary>
/// <param name="Directories">Plugin directories that were named, the most important first.</param>
/// <param name="ListsFunctions">The MFL functions are wanted, not the plugins.</param>
/// <param name="IsHelp">Only the options are wanted.</param>
internal sealed record PluginsOptions(IReadOnlyList<string> Directories, bool ListsFunctions, bool IsHelp)
{
    private const string DirectoryOption = "--plugin-directory";

    /// <exception cref="PluginsUsageException">The command line is wrong.</exception>
    public static PluginsOptions Parse(ReadOnlySpan<string> args)
    {
        if (args.Length > 0 && args[0] is "--help" or "-?")
            return new PluginsOptions([], ListsFunctions: false, IsHelp: true);
        if (args.Length == 0 || args[0] is not ("list" or "functions"))
            throw new PluginsUsageException($"expected \"list\" or \"functions\", found {(args.Length == 0 ? "nothing" : $"\"{args[0]}\"")}");
        var directories = new List<string>();
        for (int i = 1; i < args.Length; i++)
        {
            string argument = args[i];
            if (argument is "--help" or "-?")
                return new PluginsOptions([], ListsFunctions: false, IsHelp: true);
            if (argument.StartsWith(DirectoryOption + "=", StringComparison.Ordinal))
                directories.Add(Full(argument[(DirectoryOption.Length + 1)..]));
            else if (argument == DirectoryOption)
                directories.Add(Full(++i < args.Length ? args[i] : ""));
            else
                throw new PluginsUsageException($"\"{argument}\" is not known here; {DirectoryOption}=DIR is");
        }

        return new PluginsOptions(directories, args[0] == "functions", IsHelp: false);
    }

    private static string Full(string directory) =>
        directory.Length > 0 ? Path.GetFullPath(directory) : throw new PluginsUsageException($"{DirectoryOption} needs a directory");
}
