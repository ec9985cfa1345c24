using Npgsql;

namespace Postern.Plugins.Postgres.Configuration;

/// <summary>What the block <c>postgres</c> says.</summary>
internal sealed record PostgresSettings
{
    /// <summary>Server, database and role; possibly with a password.</summary>
    public NpgsqlConnectionStringBuilder? Connection { get; init; }

    public string? PasswordFile { get; init; }

    /// <summary>The environment variable that holds the password.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>The most connections at once.</summary>
    public int PoolSize { get; init; } = 10;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an operation may take in all, attempts that failed included.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public string Schema { get; init; } = "postern";

    /// <summary><see langword="null"/>: what the connection says, else as <see cref="TlsPolicy.Prefer"/>.</summary>
    public TlsPolicy? Tls { get; init; }

    public string? RootCertificate { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientKey { get; init; }
}
