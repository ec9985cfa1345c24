using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Access;

namespace Postern.Plugins.Sqlite;

/// <summary>The files that are open. Thread-safe.</summary>
internal sealed class SqliteFiles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Path, StateTableMode Mode), SqliteFile> _open = [];

    public SqliteFile Open(StateTableRequest request, SqliteOptions options)
    {
        string path = RealPath(request.Location);
        lock (_gate)
        {
            if (!_open.TryGetValue((path, request.Mode), out SqliteFile? file))
                _open[(path, request.Mode)] = file = new SqliteFile(request.Location, request.Mode, request.FileMode, options);
            file.Users++;
            return file;
        }
    }

    public async ValueTask CloseAsync(SqliteFile file)
    {
        lock (_gate)
        {
            if (--file.Users > 0)
                return;
            _open.Remove((RealPath(file.Path), file.Mode));
        }

        await file.CloseAsync();
    }

    private static string RealPath(string path) => Path.GetFullPath(path);
}
