using Npgsql;
using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres.Layout;

/// <summary>Finds a table, and makes it and what it needs when they are missing.</summary>
internal sealed class TableOpener(DatabaseServer server, string name)
{
    private readonly SchemaSql _sql = new(server.Settings.Schema);

    /// <summary>Makes sure that the table can be used.</summary>
    /// <param name="mode">Whether it may be made.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StateStoreException">It is missing and may not or cannot be made, or it is of another version.</exception>
    public async Task EnsureAsync(StateTableMode mode, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(cancellationToken);
        List<string> missing = [];
        try
        {
            var found = await LookAsync(connection, cancellationToken);
            if (mode == StateTableMode.ReadOnly && !found.HasTable)
                throw new StateStoreException($"{name}: there is no such table in the schema {Schema} of PostgreSQL at {server.Name}", isTransient: false);
            if (found.HasShared)
                await CheckVersionAsync(connection, cancellationToken);
            if (!found.HasTable || (mode == StateTableMode.ReadWrite && !found.HasShared))
                await MakeAsync(connection, found.HasSchema, missing, cancellationToken);
            await CheckColumnsAsync(connection, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StateStoreException(
                $"{name}: PostgreSQL at {server.Name} does not let {connection.UserName} do what is needed ({e.MessageText}); an administrator may run: {Remedy(missing, connection.UserName)}",
                isTransient: false,
                e);
        }
    }

    private string Schema => server.Settings.Schema;

    private string Remedy(List<string> missing, string? role)
    {
        string to = SqlName.Quote(role ?? "");
        string schema = SqlName.Quote(Schema);
        IEnumerable<string> statements =
        [
            .. missing,
            $"GRANT USAGE ON SCHEMA {schema} TO {to}",
            $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {to}",
        ];
        return string.Concat(statements.Select(static statement => statement + "; ")).TrimEnd();
    }

    private async Task<(bool HasSchema, bool HasShared, bool HasTable)> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, _sql.Look);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        server.Trips.CountTrip();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    private async Task CheckVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, _sql.ReadVersion);
        server.Trips.CountTrip();
        object? version = await command.ExecuteScalarAsync(cancellationToken);
        if (version is not SchemaSql.Version)
        {
            throw new StateStoreException(
                $"{name}: the schema {Schema} of PostgreSQL at {server.Name} has layout {version ?? "(none)"}, this version of Postern knows {SchemaSql.Version}; run the same version on all hosts",
                isTransient: false);
        }
    }

    private async Task CheckColumnsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = Command(connection, $"SELECT key, value, expires, version FROM {new TableSql(server.Settings.Schema, name).Table} LIMIT 0");
            server.Trips.CountTrip();
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedColumn)
        {
            throw new StateStoreException(
                $"{name}: the table {Schema}.{name} of PostgreSQL at {server.Name} is not one of Postern's ({e.MessageText})", isTransient: false, e);
        }
    }

    /// <param name="connection">The connection.</param>
    /// <param name="hasSchema">Whether the schema exists.</param>
    /// <param name="missing">Gets the statements that are needed, before they are tried.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    private async Task MakeAsync(NpgsqlConnection connection, bool hasSchema, List<string> missing, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, _sql.Lock, cancellationToken);
        if (!hasSchema)
        {
            missing.AddRange([_sql.CreateSchema, .. _sql.CreateShared, .. _sql.CreateTable(name)]);
            await RunAsync(connection, _sql.CreateSchema, cancellationToken);
            missing.Clear();
        }

        // Another host may have made them while this one waited.
        var (_, hasShared, hasTable) = await LookAsync(connection, cancellationToken);
        if (!hasShared)
            missing.AddRange(_sql.CreateShared);
        if (!hasTable)
            missing.AddRange(_sql.CreateTable(name));
        foreach (string statement in missing)
            await RunAsync(connection, statement, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, statement);
        server.Trips.CountTrip();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string statement) => new(statement, connection);
}
