using Postern.Daemon.CommandLine;

namespace Postern.Tools.Mtasim.CommandLine;

/// <summary>All options of manual node <c>option summary</c>.</summary>
internal static class MtasimOptionTable
{
    public static IReadOnlyList<(string Title, OptionDescription<MtasimOption>[] Options)> Groups { get; } =
    [
        ("Mode selection",
        [
            Option(MtasimOption.ModeLetter, 'b', "", "MODE", "d: serve one SMTP session on a TCP port; s: standard streams (default)"),
            Option(MtasimOption.Daemon, '\0', "daemon", "", "the same as -bd"),
            Option(MtasimOption.Group, 'g', "group", "NAME", "keep the supplementary group NAME; may be repeated"),
            Option(MtasimOption.Stdio, '\0', "stdio", "", "the same as -bs"),
            Option(MtasimOption.User, 'u', "user", "NAME", "become this user, when started by root"),
        ]),
        ("Operation modifiers",
        [
            Option(MtasimOption.BodyChunk, '\0', "body-chunk", "NUMBER", "give the body to the filter in pieces of NUMBER bytes"),
            Option(MtasimOption.Define, 'D', "define", "MACRO=VALUE", "define a Sendmail macro"),
            Negatable(MtasimOption.Interactive, '\0', "interactive", "prompt and edit lines (default on a terminal)"),
            Option(MtasimOption.MilterActions, '\0', "milter-actions", "BITMASK", "offer these actions (SMFIF_*) to the filter"),
            Option(MtasimOption.MilterProto, '\0', "milter-proto", "BITMASK", "offer these protocol steps (SMFIP_*) to the filter"),
            Option(MtasimOption.MilterTimeout, '\0', "milter-timeout", "F=V[,F=V...]", "time-outs: C connect, S or W send, R reply, E end of message"),
            Option(MtasimOption.MilterVersion, '\0', "milter-version", "VERSION", "offer this milter protocol version: N or MAJOR.MINOR[.PATCH]"),
            Option(MtasimOption.Prompt, '\0', "prompt", "STRING", "prompt with STRING"),
            Option(MtasimOption.Sender, '\0', "sender-sockaddr", "FAMILY[,HOSTNAME,ADDRESS[,PORT]]", "where the SMTP client connects from, as \\S"),
            Negatable(MtasimOption.StateDirectory, '\0', "statedir", "with -Xauto: give the host a state directory of its own"),
            Option(MtasimOption.Port, 'X', "port", "URL|auto", "ask the filter at URL; auto: start the host with the words after --"),
        ]),
        ("Debugging and tracing",
        [
            Negatable(MtasimOption.Append, 'a', "append", "add to the trace file"),
            Option(MtasimOption.PacketLog, '\0', "gacopyz-log", "LEVEL", "log the milter protocol from this level: fatal ... proto"),
            Option(MtasimOption.TraceFile, '\0', "trace-file", "FILE", "write the SMTP session to FILE"),
            Option(MtasimOption.Verbose, 'v', "verbose", "", "log what is done, and the milter protocol's packets"),
        ]),
        ("Informational options",
        [
            Option(MtasimOption.Help, '?', "help", "", "print this help"),
            Option(MtasimOption.Usage, '\0', "usage", "", "print all options in short"),
            Option(MtasimOption.Version, 'V', "version", "", "print the version"),
        ]),
    ];

    public static IReadOnlyList<OptionDescription<MtasimOption>> All { get; } = [.. Groups.SelectMany(static group => group.Options)];

    private static OptionDescription<MtasimOption> Option(MtasimOption id, char letter, string name, string argumentName, string help) =>
        new(id, letter, name.Length > 0 ? [name] : [], argumentName.Length > 0 ? OptionArgument.Required : OptionArgument.None, argumentName, help);

    private static OptionDescription<MtasimOption> Negatable(MtasimOption id, char letter, string name, string help) =>
        Option(id, letter, name, "", help) with { IsNegatable = true };
}
