using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Berkeley;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm;

/// <summary>Files of Berkeley DB, hash and btree: what mailfromd writes, and the maps of Postfix and Sendmail.</summary>
[PluginExport(typeof(IStateStoreProvider), "bdb")]
[method: ImportingConstructor]
public sealed class BerkeleyStore(TimeProvider time) : IStateStoreProvider
{
    private readonly BerkeleyFormat _format = new();

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
