using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Access;

namespace Postern.Plugins.Sqlite;

/// <summary>Tables in SQLite files: <c>sqlite:///PATH</c>.</summary>
[PluginExport(typeof(IStateStoreProvider), "sqlite")]
public sealed class SqliteStoreProvider : IStateStoreProvider
{
    private readonly SqliteFiles _files = new();
    private readonly TimeProvider _time;

    /// <summary>Made by the host.</summary>
    /// <param name="time">The clock by which records expire.</param>
    [ImportingConstructor]
    public SqliteStoreProvider(TimeProvider time)
    {
        _time = time;
        SQLitePCL.Batteries_V2.Init();
    }

    /// <inheritdoc/>
    public string Scheme => "sqlite";

    /// <inheritdoc/>
    public bool UsesFiles => true;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <inheritdoc/>
    /// <remarks>A file that is open here is not opened to look at it: closing it again would take away the locks of this process on it.</remarks>
    public bool Recognizes(string path)
    {
        if (_files.IsOpen(path))
            return true;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> start = stackalloc byte[Magic.Length];
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        SqliteFile file = _files.Open(request, SqliteOptions.Default);
        var table = new SqliteTable(file, _files, _time);
        try
        {
            await file.ReadAsync(0, static (_, _) => 0, cancellationToken);
            return table;
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }
}
