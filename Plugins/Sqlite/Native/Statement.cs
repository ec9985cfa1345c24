using SQLitePCL;

namespace Postern.Plugins.Sqlite.Native;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int parameter, ReadOnlySpan<byte> bytes)
    {
        connection.Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, bytes));
        return this;
    }

    public Statement Bind(int parameter, long? number)
    {
        connection.Check(number is { } value ? raw.sqlite3_bind_int64(handle, parameter, value) : raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    /// <summary>Goes to the next row; <see langword="false"/>: there is none, and the statement may be run again.</summary>
    /// <exception cref="SqliteFault">It has failed, and may be run again.</exception>
    public bool Step()
    {
        int code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        Finish(code);
        return false;
    }

    /// <summary>Runs it to its end; <see langword="false"/>: another process is in the way.</summary>
    public bool TryRun()
    {
        int code = raw.sqlite3_step(handle);
        if (SqliteFault.IsBusyCode(code))
        {
            raw.sqlite3_reset(handle);
            return false;
        }

        Finish(code);
        return true;
    }

    /// <summary>The bytes of a column, until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public long? Number(int column) =>
        raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(handle, column);

    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();

    private void Finish(int code)
    {
        try
        {
            connection.Check(code);
        }
        finally
        {
            raw.sqlite3_reset(handle);
        }
    }
}
