using Postern.Abstractions.Configuration;
using Postern.Configuration;
using Postern.Configuration.Binding;
using Postern.Configuration.Loading;
using Postern.Configuration.Options;
using Postern.Daemon.CommandLine;

namespace Postern.Daemon.Settings;

/// <summary>Reads the configuration that the command line asks for.</summary>
internal static class ConfigurationSource
{
    public static HostConfiguration Read(HostOptions options, ConfigurationProblems problems)
    {
        IReadOnlyList<ConfigurationStatement> statements = [];
        if (FileToRead(options) is { } file)
            statements = new ConfigurationLoader(Defaults.ProgramNames, new ConfigurationLimits()).Load(file, problems);
        foreach (string setting in options.Settings)
            statements = ConfigurationOverride.Apply(setting, statements, problems);
        return new ConfigurationBinder(problems).Bind(statements);
    }

    /// <summary>A file that is named is read even when the site's is switched off.</summary>
    public static string? FileToRead(HostOptions options) =>
        options.ConfigFile ?? (options.NoConfig ? null : Defaults.ConfigurationFiles.FirstOrDefault(File.Exists));
}
