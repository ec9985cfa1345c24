namespace Postern.Daemon.LanguageServer;

/// <summary>The command line of <c>postern lsp</c>.</summary>
/// <param name="PluginDirectories">Plugin directories that were named.</param>
/// <param name="IncludePath">Directories of <c>#include</c>.</param>
/// <param name="ModulePath">Directories of modules.</param>
internal sealed record LanguageServerOptions(IReadOnlyList<string> PluginDirectories, IReadOnlyList<string> IncludePath, IReadOnlyList<string> ModulePath)
{
    /// <exception cref="CommandLine.UsageException">The command line is wrong.</exception>
    public static LanguageServerOptions Parse(IReadOnlyList<string> args)
    {
        var plugins = new List<string>();
        var includes = new List<string>();
        var modules = new List<string>();
        for (int i = 0; i < args.Count; i++)
        {
            (string name, string? value) = Split(args[i]);
            List<string>? list = name switch
            {
                "--plugin-directory" => plugins,
                "-I" or "--include" => includes,
                "-P" or "--module-path" => modules,
                // The other transports of the protocol are not here.
                "--stdio" => null,
                _ => throw new CommandLine.UsageException($"lsp: \"{args[i]}\" is not known here; see `postern lsp --help'"),
            };
            if (list is null)
                continue;
            value ??= ++i < args.Count ? args[i] : throw new CommandLine.UsageException($"lsp: {name} needs a directory");
            list.Add(Path.GetFullPath(value));
        }

        return new LanguageServerOptions(plugins, includes, modules);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        if (argument.StartsWith("--", StringComparison.Ordinal))
        {
            int sign = argument.IndexOf('=', StringComparison.Ordinal);
            return sign < 0 ? (argument, null) : (argument[..sign], argument[(sign + 1)..]);
        }

        return argument.Length > 2 && argument[0] == '-' ? (argument[..2], argument[2..]) : (argument, null);
    }
}
