using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Files;
using Postern.Plugins.Dbm.Gdbm;

namespace Postern.Plugins.Dbm;

/// <summary>Files of GNU dbm.</summary>
[PluginExport(typeof(IStateStoreProvider), "gdbm")]
[method: ImportingConstructor]
public sealed class GdbmStore(TimeProvider time) : IStateStoreProvider
{
    private readonly GdbmFormat _format = new();

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
        DbmTable.OpenAsync(_format, request, time, LockLimit, cancellationToken);
}
