using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Postern.Plugins.Postgres.Configuration;

namespace Postern.Plugins.Postgres.Server;

/// <summary>The server's pool of connections, and what is known about it. Thread-safe.</summary>
internal sealed partial class DatabaseServer : IAsyncDisposable
{
    private const int MostPrepared = 100;

    private readonly NpgsqlDataSource _source;
    private readonly ILogger _logger;

    public DatabaseServer(PostgresSettings settings, TimeProvider waits, ILogger logger)
    {
        _logger = logger;
        Settings = settings;
        Waits = waits;
        var connection = Complete(settings);
        Name = string.Create(CultureInfo.InvariantCulture, $"{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}");
        Outage = new Outage(Name, settings.CommandTimeout, waits, logger);
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        var password = new PasswordSource(settings);
        if (password.Exists)
            builder.UsePasswordProvider(_ => password.Read(), (_, _) => ValueTask.FromResult(password.Read()));
        if (password.IsPublic)
            LogPublicPassword(settings.PasswordFile!);
        builder.UsePhysicalConnectionInitializer(
            fresh =>
            {
                using var command = Prepare(fresh);
                command.ExecuteNonQuery();
            },
            async fresh =>
            {
                await using var command = Prepare(fresh);
                await command.ExecuteNonQueryAsync();
            });
        _source = builder.Build();
    }

    public PostgresSettings Settings { get; }

    /// <summary>For messages: host, port and database.</summary>
    public string Name { get; }

    public Outage Outage { get; }

    public RoundTrips Trips { get; } = new();

    /// <summary>The clock that waits are measured with.</summary>
    public TimeProvider Waits { get; }

    /// <summary>Sets the usual limit of a statement.</summary>
    public string LimitStatements => string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {Settings.CommandTimeout.TotalMilliseconds}");

    /// <summary>A connection of the pool.</summary>
    public ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        LogTrips(Trips.Decisions, Trips.Made, Trips.Conflicts, Name);
        return _source.DisposeAsync();
    }

    /// <summary>
    /// Every statement goes by an index, whatever the planner believes of a table that has just grown; and the server itself ends what nobody waits for any more.
    /// </summary>
    private NpgsqlCommand Prepare(NpgsqlConnection fresh) => new(
        $"{LimitStatements}; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SET jit = off", fresh);

    private static NpgsqlConnectionStringBuilder Complete(PostgresSettings settings)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.Connection!.ConnectionString)
        {
            MinPoolSize = 0,
            MaxPoolSize = settings.PoolSize,
            Timeout = (int)settings.ConnectTimeout.TotalSeconds,

            // The server's own limit comes first; this one is for a server that has stopped answering.
            CommandTimeout = (int)settings.CommandTimeout.TotalSeconds + 1,
            TcpKeepAlive = true,
            NoResetOnClose = true,
            Enlist = false,
        };
        if (!connection.ShouldSerialize("Max Auto Prepare"))
            connection.MaxAutoPrepare = MostPrepared;
        connection.AutoPrepareMinUsages = 1;
        connection.ApplicationName ??= "postern";
        connection.RootCertificate = settings.RootCertificate ?? connection.RootCertificate;
        connection.SslCertificate = settings.ClientCertificate ?? connection.SslCertificate;
        connection.SslKey = settings.ClientKey ?? connection.SslKey;
        connection.SslMode = settings.Tls switch
        {
            TlsPolicy.Off => SslMode.Disable,
            TlsPolicy.Prefer => SslMode.Prefer,
            TlsPolicy.Require => settings.RootCertificate is null ? SslMode.Require : SslMode.VerifyCA,
            TlsPolicy.VerifyFull => SslMode.VerifyFull,
            _ => connection.SslMode,
        };
        return connection;
    }

    [LoggerMessage(3, LogLevel.Warning, "everybody may read {File}, which holds the password of PostgreSQL: take that right away (chmod o-r)")]
    private partial void LogPublicPassword(string file);

    [LoggerMessage(4, LogLevel.Debug, "{Decisions} calls took {Trips} round trips to PostgreSQL at {Server}; {Conflicts} decisions were made anew because other hosts had changed the records")]
    private partial void LogTrips(long decisions, long trips, long conflicts, string server);
}
