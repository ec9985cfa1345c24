using Postern.Abstractions.Configuration;
using Postern.Configuration;
using Postern.Configuration.Binding;
using Postern.Configuration.Loading;
using Postern.Configuration.Options;

namespace Postern.Daemon.Settings;

/// <summary>The configuration that a command line asks for.</summary>
/// <param name="ProgramNames">Names that the program answers to in <c>program</c> blocks.</param>
/// <param name="ConfigFile">The file that is named; it is read even when the site's is switched off.</param>
/// <param name="NoConfig">The site's file is not read.</param>
/// <param name="Settings">Settings of <c>--set</c>, in order.</param>
internal sealed record ConfigurationSource(
    IReadOnlyList<string> ProgramNames, string? ConfigFile, bool NoConfig, IReadOnlyList<string> Settings)
{
    /// <summary><see langword="null"/>: none is read.</summary>
    public string? FileToRead => ConfigFile ?? (NoConfig ? null : Defaults.ConfigurationFiles.FirstOrDefault(File.Exists));

    public HostConfiguration Read(ConfigurationProblems problems)
    {
        IReadOnlyList<ConfigurationStatement> statements = [];
        if (FileToRead is { } file)
            statements = new ConfigurationLoader(ProgramNames, new ConfigurationLimits()).Load(file, problems);
        foreach (string setting in Settings)
            statements = ConfigurationOverride.Apply(setting, statements, problems);
        return new ConfigurationBinder(problems).Bind(statements);
    }
}
