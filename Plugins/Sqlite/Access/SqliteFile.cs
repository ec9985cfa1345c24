using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;
using Postern.Plugins.Sqlite.Writing;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>A database file that is open, shared by all tables on it. Thread-safe.</summary>
internal sealed class SqliteFile
{
    // A pause of this machine, not of the store's clock.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Connections _connections;
    private readonly WriteQueue _queue;
    private readonly TimeSpan _busyTimeout;

    public SqliteFile(string path, StateTableMode mode, UnixFileMode? fileMode, SqliteOptions options)
    {
        Path = path;
        Mode = mode;
        _busyTimeout = options.BusyTimeout;
        _connections = new Connections(path, mode, fileMode, options);
        _queue = new WriteQueue(_connections, path, options.BusyTimeout);
    }

    public string Path { get; }

    public StateTableMode Mode { get; }

    /// <summary>How many tables use it; counted by who opens and closes them.</summary>
    public int Users { get; set; }

    /// <summary>Reads.</summary>
    /// <exception cref="StateStoreException">It cannot be read, or not in time.</exception>
    public ValueTask<TResult> ReadAsync<TState, TResult>(TState state, Func<Reader, TState, TResult> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TryRead(state, read, out TResult result) ? ValueTask.FromResult(result) : ReadLaterAsync(state, read, cancellationToken);
    }

    /// <summary>Reads, unless another process is in the way.</summary>
    /// <exception cref="StateStoreException">It cannot be read.</exception>
    public bool TryRead<TState, TResult>(TState state, Func<Reader, TState, TResult> read, out TResult result)
    {
        Reader? reader = null;
        try
        {
            reader = _connections.RentReader();
            result = read(reader, state);
            return true;
        }
        catch (SqliteFault fault)
        {
            if (reader is not null)
                _connections.Report(fault, reader.Generation);
            result = default!;
            return fault.IsBusy ? false : throw fault.ToStoreException(Path);
        }
        finally
        {
            if (reader is not null)
                _connections.Return(reader);
        }
    }

    public ValueTask<TResult> WriteAsync<TResult>(WriteOperation<TResult> operation) => _queue.RunAsync(operation);

    /// <summary>Closes it when all that was begun is done.</summary>
    public async ValueTask CloseAsync()
    {
        await _queue.WaitAsync();
        _connections.Close();
    }

    private async ValueTask<TResult> ReadLaterAsync<TState, TResult>(TState state, Func<Reader, TState, TResult> read, CancellationToken cancellationToken)
    {
        long deadline = Environment.TickCount64 + (long)_busyTimeout.TotalMilliseconds;
        while (true)
        {
            await Task.Delay(Pause, cancellationToken);
            if (TryRead(state, read, out TResult result))
                return result;
            if (Environment.TickCount64 >= deadline)
                throw SqliteFault.Busy.ToStoreException(Path);
        }
    }
}
