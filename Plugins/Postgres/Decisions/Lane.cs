using System.Data;
using Npgsql;
using NpgsqlTypes;
using Postern.Plugins.Postgres.Layout;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>
/// A way to the server on which one batch is under way at a time. The server keeps the number of its last write and what was written in it, in the same transaction. So when a connection is
/// lost in a write, the lane finds out afterwards whether it took effect, and keeps it from taking effect later. Not thread-safe.
/// </summary>
internal sealed class Lane(DatabaseServer server, TableSql sql) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private long _turn;
    private bool _isUnsettled;

    public long Id { get; private set; } = Random.Shared.NextInt64();

    /// <summary>Reads the rows of keys into them; where there is none it stays <see langword="null"/>.</summary>
    public async Task ReadAsync(IReadOnlyList<KeyWork> works)
    {
        await using var command = await CommandAsync(sql.Read);
        Add(command, NpgsqlDbType.Bytea | NpgsqlDbType.Array, works.Select(static work => work.Key).ToArray());
        server.Trips.CountTrip();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult);
        while (await reader.ReadAsync())
        {
            int number = (int)reader.GetInt64(0) - 1;
            works[number].Row = new RowState(Columns.Bytes(reader, 1), Columns.Time(reader, 2), reader.GetInt64(3));
        }
    }

    /// <summary>Writes rows that are still what they were when they were read.</summary>
    /// <param name="rows">The rows, each key once.</param>
    /// <param name="isWanted">Whether anybody still waits for the outcome.</param>
    /// <returns>The versions that were written.</returns>
    public async Task<HashSet<long>> WriteAsync(RowWrite[] rows, Func<bool> isWanted)
    {
        Array.Sort(rows, static (one, other) => KeyComparer.Instance.Compare(one.Key, other.Key));
        if (_isUnsettled)
            await SettleAsync();
        try
        {
            _isUnsettled = true;
            var written = await TryWriteAsync(rows);
            _isUnsettled = false;
            return written;
        }
        catch (Exception e) when (ServerFault.From(e) is { } fault)
        {
            await ReleaseAsync();
            if (fault.IsUndone)
            {
                _isUnsettled = false;
                throw;
            }

            return await SettleInTimeAsync(isWanted);
        }
    }

    /// <summary>Gives the connection back to the pool.</summary>
    public async ValueTask ReleaseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => ReleaseAsync();

    private async Task<HashSet<long>> TryWriteAsync(RowWrite[] rows)
    {
        await using var command = await CommandAsync(sql.Write);
        Add(command, NpgsqlDbType.Bigint, Id);
        Add(command, NpgsqlDbType.Bigint, _turn);
        Add(command, NpgsqlDbType.Bytea | NpgsqlDbType.Array, Array.ConvertAll(rows, static row => row.Key));
        Add(command, NpgsqlDbType.Bytea | NpgsqlDbType.Array, Array.ConvertAll(rows, static row => row.Value));
        Add(command, NpgsqlDbType.TimestampTz | NpgsqlDbType.Array, Array.ConvertAll(rows, static row => row.Expires?.UtcDateTime));
        Add(command, NpgsqlDbType.Bigint | NpgsqlDbType.Array, Array.ConvertAll(rows, static row => row.Version));
        server.Trips.CountTrip();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult);
        if (await reader.ReadAsync())
        {
            var written = Versions(reader, 0);

            // A write can still fail behind its rows, when it is committed.
            await reader.ReadAsync();
            _turn++;
            return written;
        }

        // The server has forgotten the lane: it was idle for days, or the tables were restored from a copy.
        await reader.CloseAsync();
        await AddAsync();
        return [];
    }

    /// <summary>A write whose outcome is unknown: the outcome, as soon as the server tells it.</summary>
    private async Task<HashSet<long>> SettleInTimeAsync(Func<bool> isWanted)
    {
        var pause = new Pause(server.Waits);
        while (true)
        {
            try
            {
                return await SettleAsync();
            }
            catch (Exception e) when (ServerFault.From(e) is { IsTransient: true } fault && isWanted() && !server.Outage.IsEstablished)
            {
                server.Outage.Note(fault);
                await ReleaseAsync();
            }

            await pause.WaitAsync(CancellationToken.None);
        }
    }

    private async Task<HashSet<long>> SettleAsync()
    {
        await using var command = await CommandAsync(sql.Settle);
        Add(command, NpgsqlDbType.Bigint, Id);
        Add(command, NpgsqlDbType.Bigint, _turn);
        server.Trips.CountTrip();
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult))
        {
            if (await reader.ReadAsync())
            {
                long turn = reader.GetInt64(0);
                var written = turn == _turn + 1 ? Versions(reader, 1) : [];
                await reader.ReadAsync();
                _turn = turn;
                _isUnsettled = false;
                return written;
            }
        }

        await AddAsync();
        return [];
    }

    /// <summary>A new name, so that nothing of the old one can be taken for the new one's.</summary>
    private async Task AddAsync()
    {
        Id = Random.Shared.NextInt64();
        _turn = 0;
        _isUnsettled = false;
        await using var command = await CommandAsync(sql.AddLanes);
        Add(command, NpgsqlDbType.Bigint | NpgsqlDbType.Array, new[] { Id });
        server.Trips.CountTrip();
        await command.ExecuteNonQueryAsync();
    }

    private async ValueTask<NpgsqlCommand> CommandAsync(string statement)
    {
        _connection ??= await server.ConnectAsync(CancellationToken.None);
        return new NpgsqlCommand(statement, _connection);
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });

    private static HashSet<long> Versions(NpgsqlDataReader reader, int column) => [.. Columns.Numbers(reader, column)];
}
