using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>What a file of ours looks like.</summary>
internal static class Schema
{
    /// <summary>In the header of our files: "Pstn".</summary>
    public const int ApplicationId = 0x5073746E;

    private const int Version = 1;

    /// <summary>Makes the table in an empty file; refuses a file that is not ours.</summary>
    /// <exception cref="SqliteFault">Also when another process is in the way.</exception>
    /// <exception cref="StateStoreException">It is not ours.</exception>
    public static void Prepare(Connection connection, string path)
    {
        if (connection.Run("PRAGMA application_id") == 0 && connection.Run("SELECT count(*) FROM sqlite_master") == 0)
        {
            connection.Run("PRAGMA journal_mode = WAL");
            Create(connection);
        }

        Verify(connection, path);

        // Another program may have changed it.
        connection.Run("PRAGMA journal_mode = WAL");
    }

    /// <exception cref="SqliteFault">It cannot be read.</exception>
    /// <exception cref="StateStoreException">It is not ours.</exception>
    public static void Verify(Connection connection, string path)
    {
        long id = connection.Run("PRAGMA application_id");
        if (id != ApplicationId)
        {
            string what = id == 0 && connection.Run("SELECT count(*) FROM sqlite_master") == 0 ? "an empty file" : "an SQLite database of another program";
            throw new StateStoreException($"{path}: this is {what}", isTransient: false);
        }

        long version = connection.Run("PRAGMA user_version");
        if (version != Version)
        {
            throw new StateStoreException(
                $"{path}: the file has version {version} of the format, this program knows version {Version}: use the program that wrote it, or move the file away",
                isTransient: false);
        }
    }

    private static void Create(Connection connection)
    {
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            if (connection.Run("PRAGMA application_id") == 0)
            {
                connection.Run("CREATE TABLE record (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL, expires INTEGER, due INTEGER) WITHOUT ROWID");
                connection.Run("CREATE INDEX record_due ON record (due) WHERE due IS NOT NULL");
                connection.Run($"PRAGMA user_version = {Version}");
                connection.Run($"PRAGMA application_id = {ApplicationId}");
            }

            connection.Run("COMMIT");
        }
        finally
        {
            connection.Rollback();
        }
    }
}
