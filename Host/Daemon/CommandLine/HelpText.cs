using System.Reflection;

namespace Postern.Daemon.CommandLine;

/// <summary>What <c>--help</c>, <c>--usage</c> and <c>--version</c> print.</summary>
internal static class HelpText
{
    private const int HelpColumn = 29;
    private const int UsageWidth = 79;
    private const string UsageIndent = "            ";

    public static string Version { get; } =
        typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0";

    public static void WriteVersion(TextWriter output) => output.WriteLine($"postern {Version}");

    /// <summary>All options in a few lines, as GNU programs print them.</summary>
    public static void WriteUsage(TextWriter output, string program)
    {
        string letters = string.Concat(OptionTable.All
            .Where(static option => option is { Short: not '\0', Argument: OptionArgument.None }).Select(static option => option.Short));
        IEnumerable<string> words =
        [
            $"[-{letters}]",
            .. OptionTable.All.Where(static option => option is { Short: not '\0', Argument: not OptionArgument.None })
                .Select(static option => $"[-{option.Short}{Argument(option, " ", "[")}]"),
            .. OptionTable.All.SelectMany(static option => option.Names.Select(name => (Name: name, Option: option)))
                .OrderBy(static entry => entry.Name, StringComparer.Ordinal)
                .Select(static entry => $"[{Dashed(entry.Option, entry.Name)}{Argument(entry.Option, "=", "[=")}]"),
            "[MACRO=VALUE...]", "[SCRIPT]",
        ];
        string line = $"Usage: {program}";
        foreach (string word in words)
        {
            if (line.Length + 1 + word.Length > UsageWidth)
            {
                output.WriteLine(line);
                line = UsageIndent;
            }

            line += (line.EndsWith(' ') ? "" : " ") + word;
        }

        output.WriteLine(line);
    }

    public static void WriteHelp(TextWriter output, string program)
    {
        output.WriteLine($"Usage: {program} [OPTION...] [MACRO=VALUE...] [SCRIPT]");
        output.WriteLine($"   or: {program} COMMAND [ARGUMENT...]");
        output.WriteLine("A mail filter host: runs the MFL filter SCRIPT for Sendmail and Postfix.");
        output.WriteLine();
        output.WriteLine(" Commands");
        output.WriteLine("  check SCRIPT [--effects]   check a script; say what it needs of the MTA");
        output.WriteLine("  plugins list               list the plugins found, and why one is not loaded");
        output.WriteLine("  plugins functions          list the MFL functions that the plugins provide");
        output.WriteLine("  try --socket URL ...       play the MTA for one message and print the replies");
        foreach ((string title, OptionDescription[] options) in OptionTable.Groups)
        {
            output.WriteLine();
            output.WriteLine(" " + title);
            foreach (OptionDescription option in options)
                WriteOption(output, option);
        }

        output.WriteLine();
        output.WriteLine("An argument that a long option needs or allows, its letter needs or allows too.");
    }

    private static void WriteOption(TextWriter output, OptionDescription option)
    {
        string names = string.Join(", ", option.Names.Select(name => Dashed(option, name))) + (option.Names.Length > 0 ? Argument(option, "=", "[=") : "");
        string left = (option.Short == '\0' ? "      " : $"  -{option.Short}{(names.Length > 0 ? ", " : "")}") + names;
        if (left.Length >= HelpColumn - 1)
        {
            output.WriteLine(left);
            left = "";
        }

        output.WriteLine(left.PadRight(HelpColumn) + option.Help + (option.WaitsFor.Length > 0 ? $" (waits for {option.WaitsFor})" : ""));
    }

    private static string Dashed(OptionDescription option, string name) => (option.IsNegatable ? "--[no-]" : "--") + name;

    private static string Argument(OptionDescription option, string required, string optional) => option.Argument switch
    {
        OptionArgument.Required => required + option.ArgumentName,
        OptionArgument.Optional => $"{optional}{option.ArgumentName}]",
        _ => "",
    };
}
