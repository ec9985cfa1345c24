namespace Postern.Testing.Servers;

/// <summary>How a PostgreSQL server is set up.</summary>
public sealed record PostgresOptions
{
    public static PostgresOptions Default { get; } = new();

    public PostgresTls Tls { get; init; }

    /// <summary>Whether it waits for the disk. A server that dies loses nothing without; only a machine that dies does.</summary>
    public bool WaitsForDisk { get; init; }

    /// <summary>Further lines of <c>postgresql.conf</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
