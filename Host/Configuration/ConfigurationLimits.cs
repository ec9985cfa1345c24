namespace Postern.Configuration;

/// <summary>What a configuration may cost: a file that includes itself, or a wrong file, ends in an error, not in a full memory.</summary>
public sealed record ConfigurationLimits
{
    /// <summary>The largest file, in bytes.</summary>
    public int FileSize { get; init; } = 1024 * 1024;

    /// <summary>How deep blocks and lists may nest.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>How deep files may include files.</summary>
    public int IncludeDepth { get; init; } = 16;

    /// <summary>How many files may be read in all.</summary>
    public int Files { get; init; } = 256;

    /// <summary>How many statements there may be in all, those of blocks included.</summary>
    public int Statements { get; init; } = 100_000;
}
