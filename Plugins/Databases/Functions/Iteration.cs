using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases.Functions;

/// <summary>A walk over a database, at one of its records.</summary>
internal sealed class Iteration : IAsyncDisposable
{
    // The walk outlives the call that begins it, and with it the call's token.
    private readonly CancellationTokenSource _stop = new();
    private readonly TableLease _lease;
    private readonly IAsyncEnumerator<StateEntry> _entries;

    public Iteration(TableLease lease)
    {
        _lease = lease;
        _entries = lease.Table.EnumerateAsync(_stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    public StateEntry Current { get; private set; }

    /// <summary>Goes to the first or next record; <see langword="false"/>: there is none.</summary>
    public async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        if (!await _entries.MoveNextAsync())
            return false;
        Current = _entries.Current;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _entries.DisposeAsync();
        }
        finally
        {
            await _lease.DisposeAsync();
            _stop.Dispose();
        }
    }
}
