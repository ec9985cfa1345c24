namespace Postern.Milter.Server;

/// <summary>Bounds on what a peer can make the host hold. What exceeds a bound is logged and gets a tempfail, or ends the connection where the protocol leaves no answer.</summary>
public sealed record MilterLimits
{
    /// <summary>The longest frame in bytes, command byte included. At least 65,536; the default has room for the 1 MiB data size.</summary>
    public int FrameBytes { get; init; } = (1024 * 1024) + 1024;

    /// <summary>The most header fields of a message.</summary>
    public int HeaderFields { get; init; } = 10_000;

    /// <summary>The largest header in bytes, names and values.</summary>
    public int HeaderBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most recipients of a message.</summary>
    public int Recipients { get; init; } = 50_000;

    /// <summary>The largest message body in bytes.</summary>
    public long MessageBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most bytes of macros that one stage may carry.</summary>
    public int MacroBytes { get; init; } = 128 * 1024;
}
