namespace Postern.Testing.Servers;

/// <summary>How a PostgreSQL server is stopped.</summary>
public enum PostgresStop
{
    /// <summary>Its clients are told, open transactions are rolled back.</summary>
    Fast,

    /// <summary>Like a crash: it recovers from its log at the next start.</summary>
    Immediate,
}
