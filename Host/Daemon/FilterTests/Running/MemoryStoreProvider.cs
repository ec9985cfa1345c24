using Postern.Abstractions.Storage;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>Gives the databases of a test to whoever asks for one of a scheme.</summary>
internal sealed class MemoryStoreProvider(string scheme, MemoryStore store) : IStateStoreProvider
{
    /// <summary>The schemes that filters may name; a test has one set of databases for all of them.</summary>
    public static readonly IReadOnlyList<string> Schemes = ["sqlite", "postgres", "gdbm", "bdb", "lmdb"];

    public string Scheme => scheme;

    public bool UsesFiles => scheme != "postgres";

    public ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult<IStateTable>(store.Open(request.Location, request.Mode));
    }
}
