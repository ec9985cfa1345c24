using System.Data;
using Npgsql;
using NpgsqlTypes;
using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Decisions;
using Postern.Plugins.Postgres.Layout;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres;

/// <summary>What concerns a whole table. Every statement is short, so that none holds up decisions or keeps the server from cleaning up.</summary>
internal sealed class TableMaintenance(DatabaseServer server, TableSql sql, Attempt attempt)
{
    private const int PageSize = 500;
    private const int ExpireSize = 250;

    /// <summary>Up to here records are counted, above it is estimated how many there are.</summary>
    private const int MostCounted = 10_000;

    public Task AddLanesAsync(long[] lanes, CancellationToken cancellationToken) => LanesAsync(sql.AddLanes, lanes, cancellationToken);

    public Task RemoveLanesAsync(long[] lanes) => LanesAsync(sql.RemoveLanes, lanes, CancellationToken.None);

    /// <summary>The rows that follow a key, in the order of keys.</summary>
    public Task<List<(byte[] Key, RowState Row)>> PageAsync(byte[]? last, CancellationToken cancellationToken) => attempt.RunAsync(
        async token =>
        {
            await using var connection = await server.ConnectAsync(token);
            await using var command = new NpgsqlCommand(last is null ? sql.FirstPage : sql.NextPage, connection);
            if (last is not null)
                command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = last });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });
            server.Trips.CountTrip();
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, token);
            List<(byte[] Key, RowState Row)> page = [];
            while (await reader.ReadAsync(token))
                page.Add((Columns.Bytes(reader, 0)!, new RowState(Columns.Bytes(reader, 1), Columns.Time(reader, 2), Version: 0)));

            return page;
        },
        cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => attempt.RunAsync(
        async token =>
        {
            await using var connection = await server.ConnectAsync(token);
            await using var command = new NpgsqlCommand(sql.Count, connection);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostCounted });
            server.Trips.CountTrip();
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, token);
            await reader.ReadAsync(token);
            long counted = reader.GetInt64(0);
            return counted < MostCounted ? counted : Math.Max(counted, reader.GetInt64(1));
        },
        cancellationToken);

    /// <summary>Deletes what has expired, a few rows at a time, and leaves the server to others for twice as long in between.</summary>
    public async Task<long> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        long records = 0;
        var from = DateTimeOffset.MinValue;
        while (true)
        {
            long began = server.Waits.GetTimestamp();
            var (rows, recordsOfThem, last) = await ExpireSomeAsync(now, from, cancellationToken);
            records += recordsOfThem;
            if (rows < ExpireSize)
                return records;
            from = last;
            await Task.Delay(server.Waits.GetElapsedTime(began) * 2, server.Waits, cancellationToken);
        }
    }

    public async Task CompactAsync(string name, CancellationToken cancellationToken)
    {
        // It takes as long as it takes; the caller may end it.
        string? warning = null;
        await using var connection = await ConnectAsync(cancellationToken);
        connection.Notice += (_, notice) => warning = notice.Notice.InvariantSeverity == "WARNING" ? notice.Notice.MessageText : warning;
        try
        {
            await RunAsync(connection, "SET statement_timeout = 0", cancellationToken);
            await RunAsync(connection, sql.Compact, cancellationToken);
            await RunAsync(connection, server.LimitStatements, cancellationToken);
        }
        catch (Exception e)
        {
            // The connection must not go back to the pool without a limit.
            NpgsqlConnection.ClearPool(connection);
            if (ServerFault.From(e) is { } fault)
                throw attempt.Failure(fault);
            throw;
        }

        if (warning is not null)
            throw new StateStoreException($"{name}: {warning} (PostgreSQL at {server.Name})", isTransient: false);
    }

    private Task<(long Rows, long Records, DateTimeOffset Last)> ExpireSomeAsync(
        DateTimeOffset now, DateTimeOffset from, CancellationToken cancellationToken) => attempt.RunAsync(
        async token =>
        {
            await using var connection = await server.ConnectAsync(token);
            await using var command = new NpgsqlCommand(sql.Expire, connection);
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ExpireSize });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from.UtcDateTime });
            server.Trips.CountTrip();
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, token);
            await reader.ReadAsync(token);
            return (reader.GetInt64(0), reader.GetInt64(1), Columns.Time(reader, 2) ?? from);
        },
        cancellationToken);

    /// <summary>Not an <see cref="Attempt"/>: a connection that came when its time was over would be nobody's.</summary>
    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await server.ConnectAsync(cancellationToken);
        }
        catch (Exception e) when (ServerFault.From(e) is { } fault)
        {
            server.Outage.Note(fault);
            throw attempt.Failure(fault);
        }
    }

    private async Task LanesAsync(string statement, long[] lanes, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { NpgsqlDbType = NpgsqlDbType.Bigint | NpgsqlDbType.Array, TypedValue = lanes });
        server.Trips.CountTrip();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        server.Trips.CountTrip();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
