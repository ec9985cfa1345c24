using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm;

/// <summary>The files of one library; each format is a store of its own.</summary>
public abstract class FileStore : IStateStoreProvider
{
    private readonly DatabaseFormat _format;
    private readonly TimeProvider _time;

    private protected FileStore(DatabaseFormat format, TimeProvider time)
    {
        _format = format;
        _time = time;
    }

    /// <inheritdoc/>
    public string Scheme => _format.Scheme;

    /// <inheritdoc/>
    public bool UsesFiles => true;

    /// <summary>How long an operation waits for others who have locked the file.</summary>
    internal TimeSpan LockLimit { get; init; } = DatabaseFile.UsualLimit;

    /// <inheritdoc/>
    public bool Recognizes(string path) => DatabaseFile.IsOf(_format, path);

    /// <inheritdoc/>
    public ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken) =>
        DbmTable.OpenAsync(_format, request, _time, LockLimit, cancellationToken);
}
