using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>A database to work on.</summary>
/// <param name="Name">How messages call it: what the user named, its file, or its location.</param>
/// <param name="Database">What is configured of it, with the intervals of the command line.</param>
/// <param name="Format">How its records are laid out; <see langword="null"/> when nobody knows.</param>
internal sealed record Target(string Name, StateDatabase Database, IStateRecordFormat? Format)
{
    public string Id => Database.Id;

    /// <summary>The file; <see langword="null"/> for a store that has none of its own for each table.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it is a file that is not there.</summary>
    public bool IsMissing => Path is not null && !File.Exists(Path);

    /// <summary>When a record expires: what the store says, or else what its bytes say.</summary>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, StateRecord record) =>
        record.Expires ?? Format?.Expires(key, record.Value.Span, Database);
}
