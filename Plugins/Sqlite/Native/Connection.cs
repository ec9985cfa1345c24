using System.Text;
using SQLitePCL;

namespace Postern.Plugins.Sqlite.Native;

/// <summary>A connection to one database file. One caller at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];

    private Connection(sqlite3 handle) => _handle = handle;

    /// <summary>How many rows the last statement has changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <exception cref="SqliteFault">It cannot be opened.</exception>
    public static Connection Open(string path, bool isReadOnly)
    {
        int access = isReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE;
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, access | raw.SQLITE_OPEN_NOMUTEX, null);
        var connection = new Connection(handle);
        try
        {
            connection.Check(code);
            connection.Check(raw.sqlite3_extended_result_codes(handle, 1));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, Encoding.UTF8.GetBytes(sql), raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs a statement once.</summary>
    /// <returns>The number in its first column; 0 when it gives nothing.</returns>
    public long Run(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, Encoding.UTF8.GetBytes(sql), out sqlite3_stmt handle));
        using var statement = new Statement(this, handle);
        long number = 0;
        for (bool isFirst = true; statement.Step(); isFirst = false)
        {
            if (isFirst)
                number = statement.Number(0) ?? 0;
        }

        return number;
    }

    /// <summary>Undoes what a failed transaction has left, if SQLite has not done it.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) != 0)
            return;
        try
        {
            Run("ROLLBACK");
        }
        catch (SqliteFault)
        {
            // The log's end was not written, so others do not see the rest either; the fault that led here says what there is to say.
        }
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteFault(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (Statement statement in _statements)
            statement.Dispose();
        _handle.Dispose();
    }
}
