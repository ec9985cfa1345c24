using System.Reflection;

namespace Postern.Daemon.CommandLine;

/// <summary>What <c>--help</c>, <c>--usage</c> and <c>--version</c> print.</summary>
internal static class HelpText
{
    private const int HelpColumn = 29;

    public static string Version { get; } =
        typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0";

    public static void WriteVersion(TextWriter output) => output.WriteLine($"postern {Version}");

    public static void WriteUsage(TextWriter output, string program)
    {
        output.WriteLine($"Usage: {program} [OPTION...] [MACRO=VALUE...] [SCRIPT]");
        output.WriteLine($"       {program} check SCRIPT [--effects] | plugins list|functions | try --socket URL ...");
        output.WriteLine($"Try `{program} --help' for the options.");
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
            if (title.Length == 0)
                continue;
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
        string names = string.Join(", ", option.Names.Select(static name => "--" + name));
        string argument = option.Argument switch
        {
            OptionArgument.Required => "=" + option.ArgumentName,
            OptionArgument.Optional => $"[={option.ArgumentName}]",
            _ => "",
        };
        string left = (option.Short == '\0' ? "      " : $"  -{option.Short}{(names.Length > 0 ? ", " : "")}") + names + argument;
        if (left.Length >= HelpColumn - 1)
        {
            output.WriteLine(left);
            left = "";
        }

        output.WriteLine(left.PadRight(HelpColumn) + option.Help);
    }
}
