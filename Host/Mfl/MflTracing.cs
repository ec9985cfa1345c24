namespace Postern.Mfl;

/// <summary>What a program tells about itself while it runs. Code for it is only made when it is asked for.</summary>
public sealed record MflTracing
{
    /// <summary>Nothing.</summary>
    public static MflTracing None { get; } = new();

    /// <summary>Keeps the calls under way, for the stack trace after a run-time error (<c>--stack-trace</c>).</summary>
    public bool Calls { get; init; }

    /// <summary>Tells each instruction (<c>--trace-program</c>).</summary>
    public bool Program { get; init; }

    /// <summary>All code can tell its instructions, as soon as the program asks for it.</summary>
    internal bool IsSwitched { get; init; }

    /// <summary>The modules, by name or by file name without suffix, and the plugins whose code and calls are told; empty for all.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];
}
