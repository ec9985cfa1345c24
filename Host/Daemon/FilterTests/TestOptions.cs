using System.IO.Enumeration;
using Postern.Daemon.CommandLine;

namespace Postern.Daemon.FilterTests;

/// <summary>The command line of <c>postern test</c>.</summary>
internal sealed record TestOptions
{
    private static readonly string[] Names =
        ["--filter", "--junit", "--verbose", "--help", "--plugin-directory", "--include", "--module-path", "--config-file"];

    /// <summary>Files and folders.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    public IReadOnlyList<string> IncludePath { get; init; } = [];

    public IReadOnlyList<string> ModulePath { get; init; } = [];

    public string? ConfigFile { get; init; }

    public string? JUnitFile { get; init; }

    /// <summary>What a test's name contains, with <c>*</c> and <c>?</c>; empty for every test.</summary>
    public string Pattern { get; init; } = "";

    public bool IsVerbose { get; init; }

    public bool IsHelp { get; init; }

    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static TestOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new TestOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? argument : argument[..equals];
            if (argument == "--")
            {
                options = options with { Paths = [.. options.Paths, .. arguments.Skip(i + 1)] };
                break;
            }

            options = argument switch
            {
                "--verbose" or "-v" => options with { IsVerbose = true },
                "--help" or "-?" => options with { IsHelp = true },
                _ when !argument.StartsWith('-') => options with { Paths = [.. options.Paths, argument] },
                _ when !Names.Contains(name) || name is "--verbose" or "--help" => throw new UsageException(
                    $"test: unknown option {argument}; postern test --help lists the options"),
                _ => options.With(name, Value(arguments, equals, ref i)),
            };
        }

        return options.IsHelp || options.Paths.Count > 0
            ? options
            : throw new UsageException("test: name the files or folders that hold the tests, as in postern test examples/tests");
    }

    /// <summary>Whether a test is wanted.</summary>
    public bool IsWanted(string name) => FileSystemName.MatchesSimpleExpression($"*{Pattern}*", name, ignoreCase: true);

    private static string Value(IReadOnlyList<string> arguments, int equals, ref int i)
    {
        string option = arguments[i];
        string value = equals >= 0 ? option[(equals + 1)..] : ++i < arguments.Count ? arguments[i] : "";
        return value.Length > 0 ? value : throw new UsageException($"test: {(equals >= 0 ? option[..equals] : option)} needs a value");
    }

    private TestOptions With(string name, string value) => name switch
    {
        "--filter" => this with { Pattern = value },
        "--junit" => this with { JUnitFile = value },
        "--plugin-directory" => this with { PluginDirectories = [.. PluginDirectories, value] },
        "--include" => this with { IncludePath = [.. IncludePath, value] },
        "--module-path" => this with { ModulePath = [.. ModulePath, value] },
        _ => this with { ConfigFile = value },
    };
}
