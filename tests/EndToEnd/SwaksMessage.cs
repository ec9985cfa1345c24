namespace Postern.EndToEnd;

/// <summary>What swaks is told.</summary>
public sealed record SwaksMessage
{
    public string From { get; init; } = "friend@example.test";

    public string[] To { get; init; } = [];

    public string[] Options { get; init; } = [];

    /// <summary>Header and body; without it swaks makes up its own.</summary>
    public string? Data { get; init; }

    public string[] Arguments =>
    [
        "--from", From, "--to", string.Join(',', To), .. Data is null ? [] : new[] { "--data", Data.Replace("\n", "\\n", StringComparison.Ordinal) },
        .. Options,
    ];
}
