using Postern.Milter.Client;
using Postern.Tools.Mtasim.Administration;
using Postern.Tools.Mtasim.Filter;

namespace Postern.Tools.Mtasim.CommandLine;

/// <summary>The command line, read. <see langword="null"/> means not given; texts that reach SMTP or the filter are byte strings.</summary>
internal sealed record MtasimOptions
{
    public MtasimMode Mode { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The bytes of a piece of the body; <see langword="null"/> for the most that the protocol allows.</summary>
    public int? BodyChunk { get; init; }

    public IReadOnlyList<MilterMacro> Macros { get; init; } = [];

    public bool? IsInteractive { get; init; }

    public uint? Actions { get; init; }

    public uint? Steps { get; init; }

    public int? Version { get; init; }

    public FilterTimeouts Timeouts { get; init; } = new();

    public string Prompt { get; init; } = "(mtasim) ";

    public SenderAddress? Sender { get; init; }

    public bool UsesStateDirectory { get; init; }

    /// <summary>The filter: an address, <c>auto</c>, or nothing.</summary>
    public string? Port { get; init; }

    public bool AppendsTrace { get; init; }

    public string? TraceFile { get; init; }

    public PacketLogLevel? PacketLog { get; init; }

    public bool IsVerbose { get; init; }

    /// <summary>The command line of the host that <c>-Xauto</c> starts.</summary>
    public IReadOnlyList<string> HostArguments { get; init; } = [];

    public bool StartsHost => Port == "auto";
}
