namespace Postern.Tools.Mtasim.CommandLine;

/// <summary>The options.</summary>
internal enum MtasimOption
{
    ModeLetter,
    Daemon,
    Stdio,
    Group,
    User,
    BodyChunk,
    Define,
    Interactive,
    MilterActions,
    MilterProto,
    MilterTimeout,
    MilterVersion,
    Prompt,
    Sender,
    StateDirectory,
    Port,
    Append,
    PacketLog,
    TraceFile,
    Verbose,
    Help,
    Usage,
    Version,
}
