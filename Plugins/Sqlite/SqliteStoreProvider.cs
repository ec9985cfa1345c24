using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Access;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite;

/// <summary>Tables in SQLite files: <c>sqlite:///PATH</c>.</summary>
[PluginExport(typeof(IStateStoreProvider), "sqlite")]
public sealed class SqliteStoreProvider : IStateStoreProvider
{
    private readonly SqliteFiles _files = new();
    private readonly TimeProvider _time;
    private readonly SqliteBlock _block;

    /// <summary>Made by the host.</summary>
    /// <param name="time">The clock by which records expire.</param>
    /// <param name="block">What the configuration says.</param>
    [ImportingConstructor]
    public SqliteStoreProvider(TimeProvider time, SqliteBlock block)
    {
        _time = time;
        _block = block;
        SQLitePCL.Batteries_V2.Init();
    }

    /// <inheritdoc/>
    public string Scheme => "sqlite";

    /// <inheritdoc/>
    public bool UsesFiles => true;

    /// <inheritdoc/>
    /// <remarks>
    /// SQLite itself looks at the file: it may be open in this process, and whoever else closes a descriptor of it takes away the locks of the process on it.
    /// </remarks>
    public bool Recognizes(string path)
    {
        if (!FileIdentity.IsRegular(path))
            return false;
        try
        {
            using Connection connection = Connection.Open(path, isReadOnly: false);
            return connection.Run("PRAGMA application_id") == Schema.ApplicationId || connection.Run("PRAGMA page_count") > 0;
        }
        catch (SqliteFault fault)
        {
            return fault.IsBusy || fault.IsDamage;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IStateTable> OpenAsync(StateTableRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        SqliteFile file = _files.Open(request, _block.Options);
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
