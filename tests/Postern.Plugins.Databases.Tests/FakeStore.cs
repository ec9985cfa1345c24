using Postern.Abstractions.Storage;
using Postern.Testing.Storage;

namespace Postern.Plugins.Databases.Tests;

/// <summary>A store in memory. Its files hold nothing but the scheme, by which it recognizes them.</summary>
internal sealed class FakeStore(string scheme, bool usesFiles, TimeProvider time) : IStateStoreProvider
{
    private readonly FakeStateDatabases _tables = new(time);

    public string Scheme => scheme;

    public bool UsesFiles => usesFiles;

    public List<(StateTableRequest Request, WatchedTable Table)> Opened { get; } = [];

    /// <summary>Set: no table can be opened.</summary>
    public StateStoreException? Failure { get; set; }

    /// <summary>What every attempt waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How often somebody tried to open a table.</summary>
    public int Attempts { get; private set; }

    public bool Recognizes(string path) => File.Exists(path) && File.ReadAllText(path) == scheme;

    public async ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        Attempts++;
        await Task.Yield();
        await Gate;
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is not null)
            throw Failure;
        if (usesFiles && !File.Exists(request.Location))
        {
            if (request.Mode == StateTableMode.ReadOnly)
                throw new StateStoreException($"{request.Location}: No such file or directory", isTransient: false);
            await File.WriteAllTextAsync(request.Location, scheme, cancellationToken);
        }

        var table = new WatchedTable(await _tables.OpenAsync(request, cancellationToken));
        lock (Opened)
            Opened.Add((request, table));
        return table;
    }
}
