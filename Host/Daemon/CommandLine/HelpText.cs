using System.Reflection;

namespace Postern.Daemon.CommandLine;

/// <summary>What <c>--help</c>, <c>--usage</c> and <c>--version</c> print.</summary>
internal static class HelpText
{
    public static string Version { get; } =
        typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0";

    public static void WriteVersion(TextWriter output) => output.WriteLine($"postern {Version}");

    /// <summary>All options in a few lines, as GNU programs print them.</summary>
    public static void WriteUsage(TextWriter output, string program) =>
        OptionHelp.WriteUsage(output, program, OptionTable.All, ["[MACRO=VALUE...]", "[SCRIPT]"]);

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
        output.WriteLine("  test FILE-OR-FOLDER ...    run the tests of filters");
        output.WriteLine("  try --socket URL ...       play the MTA for one message and print the replies");
        OptionHelp.WriteGroups(output, OptionTable.Groups);
        output.WriteLine();
        output.WriteLine("An argument that a long option needs or allows, its letter needs or allows too.");
    }
}
