using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;
using Postern.Testing.Servers;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>A database file in a folder of the test's own.</summary>
internal sealed class DatabaseFile : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("postern-sqlite");
    private readonly List<IStateTable> _tables = [];

    /// <param name="folder">Where, if not in a temporary folder.</param>
    public DatabaseFile(string? folder = null)
    {
        SQLitePCL.Batteries_V2.Init();
        Path = System.IO.Path.Combine(folder ?? _folder.Path, "table.sqlite");
    }

    public string Path { get; }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public async Task<IStateTable> OpenAsync(
        StateTableMode mode = StateTableMode.ReadWrite, UnixFileMode? fileMode = null, SqliteBlock? settings = null)
    {
        IStateTable table = await new SqliteStoreProvider(TimeProvider.System, settings ?? new SqliteBlock())
            .OpenAsync(new StateTableRequest(Path) { Mode = mode, FileMode = fileMode }, CancellationToken.None);
        _tables.Add(table);
        return table;
    }

    /// <summary>Makes the file with some records.</summary>
    public async Task FillAsync(int count)
    {
        IStateTable table = await OpenAsync();
        await table.PutManyAsync([.. Enumerable.Range(0, count).Select(static number => Entry(number))], CancellationToken.None);
        await table.DisposeAsync();
    }

    /// <summary>How many faults SQLite finds in the file.</summary>
    public long CountFaults()
    {
        using Connection connection = Connection.Open(Path, isReadOnly: false);
        return connection.Run("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'");
    }

    /// <summary>Runs a statement as another program.</summary>
    public void Run(string sql)
    {
        using Connection connection = Connection.Open(Path, isReadOnly: false);
        connection.Run(sql);
    }

    /// <summary>Holds the lock for writing, as another process in a transaction.</summary>
    public Connection Lock()
    {
        Connection connection = Connection.Open(Path, isReadOnly: false);
        connection.Run("BEGIN IMMEDIATE");
        return connection;
    }

    public static async Task WriteAsync(IStateTable table, string key, string value) =>
        await table.PutAsync(Bytes(key), new StateRecord(Bytes(value), null), CancellationToken.None);

    public static async Task<string?> ReadAsync(IStateTable table, string key) =>
        await table.GetAsync(Bytes(key), CancellationToken.None) is { } record ? Encoding.Latin1.GetString(record.Value.Span) : null;

    /// <summary>Runs an operation that is to be refused.</summary>
    public static Task<StateStoreException> RefusedAsync(Func<Task> operation) => Assert.ThrowsExactlyAsync<StateStoreException>(operation);

    public async ValueTask DisposeAsync()
    {
        foreach (IStateTable table in _tables)
            await table.DisposeAsync();
        _folder.Dispose();
    }

    private static StateEntry Entry(int number) =>
        new(Bytes($"key {number}"), new StateRecord(Bytes($"value {number}"), DateTimeOffset.UtcNow.AddDays(number % 3)));
}
