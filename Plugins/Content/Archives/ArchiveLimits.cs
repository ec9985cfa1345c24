namespace Postern.Plugins.Content.Archives;

/// <summary>How much work an archive may make.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>How deep archives may nest; the outermost is 1.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>How many members all of them together may have.</summary>
    public int Members { get; init; } = 10_000;

    /// <summary>How many bytes all members together may have, decompressed.</summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary>How many times as large a member may get by decompressing.</summary>
    public long Ratio { get; init; } = 250;

    /// <summary>The ratio counts from so many decompressed bytes on: small text compresses well.</summary>
    public long RatioFloor { get; init; } = 10 << 20;

    /// <summary>How many bytes all names together may have.</summary>
    public int NameBytes { get; init; } = 8 << 20;

    /// <summary>How long it may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Contents up to this size are kept in memory, larger ones in a file without a name.</summary>
    public int SpoolThreshold { get; init; } = 1 << 20;
}
