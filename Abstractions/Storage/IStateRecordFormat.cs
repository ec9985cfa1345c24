namespace Postern.Abstractions.Storage;

/// <summary>
/// How the records of a database are laid out (manual, node "Database Formats"): exported by the plugin that writes them, so that tools can list, expire
/// and move them. Keys are texts with a NUL at the end, as in mailfromd's files. Thread-safe; never throws for what a database holds.
/// </summary>
public interface IStateRecordFormat
{
    /// <summary>Its name, which is also the identifier of the database that it is for.</summary>
    string Name { get; }

    /// <summary>When a record expires; <see langword="null"/> for never, or when it is damaged.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="database">The intervals in force.</param>
    DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database);

    /// <summary>What a record says; <see langword="null"/> when it is damaged.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="listing">How to write it.</param>
    StateDescription? Describe(StateEntry entry, StateListing listing);

    /// <summary>The record that lets whoever waits by this one pass from now on; <see langword="null"/> when nobody waits by it.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="now">The time.</param>
    StateRecord? Release(StateEntry entry, DateTimeOffset now) => null;
}
