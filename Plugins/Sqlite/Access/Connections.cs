using System.Globalization;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>The connections of one file: one that writes, and as many that read as there are callers at once. Thread-safe.</summary>
/// <remarks>
/// They are opened when they are needed; all of them anew when one has met a fault, or when the name stands for another file than the one that was opened.
/// </remarks>
internal sealed class Connections(string path, StateTableMode mode, UnixFileMode? fileMode, SqliteOptions options)
{
    private const int MostIdle = 16;
    private const int CheckInterval = 250;
    private const int PagesInLog = 4000;
    private const int CacheKibibytes = 8192;

    private readonly Lock _gate = new();
    private readonly Stack<Reader> _idle = new();
    private Writer? _writer;
    private int _generation;
    private bool _isOpen;
    private bool _isClosed;
    private bool _hasOldLog;
    private long _nextCheck;
    private FileIdentity _file;
    private FileIdentity _log;

    /// <summary>A reader for the caller alone, until it is given back.</summary>
    /// <exception cref="SqliteFault">It cannot be opened.</exception>
    /// <exception cref="StateStoreException">The file is not, or no longer, the one.</exception>
    public Reader RentReader()
    {
        lock (_gate)
        {
            Check();
            return _idle.TryPop(out Reader? reader) ? reader : Connect(static (connection, generation) => new Reader(connection, generation));
        }
    }

    public void Return(Reader reader)
    {
        lock (_gate)
        {
            if (!_isClosed && reader.Generation == _generation && _idle.Count < MostIdle)
            {
                _idle.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }

    /// <summary>The writer for the caller alone, until it is given back.</summary>
    /// <exception cref="SqliteFault">It cannot be opened.</exception>
    /// <exception cref="StateStoreException">The file is not, or no longer, the one.</exception>
    public Writer RentWriter()
    {
        lock (_gate)
        {
            Check();
            Writer writer = _writer ?? Connect(static (connection, generation) => new Writer(connection, generation));
            _writer = null;
            return writer;
        }
    }

    public void Return(Writer writer)
    {
        lock (_gate)
        {
            if (!_isClosed && writer.Generation == _generation)
            {
                _writer = writer;
                return;
            }
        }

        writer.Dispose();
    }

    /// <summary>Begins anew with the next call if a fault says that the connections are of no use any more.</summary>
    /// <param name="fault">What has happened.</param>
    /// <param name="generation">That of the connection to which it happened.</param>
    public void Report(SqliteFault fault, int generation)
    {
        lock (_gate)
        {
            if (fault.EndsConnections && generation == _generation)
                Leave();
        }
    }

    /// <summary>Closes all; what is still out is closed when it comes back.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Leave();
        }
    }

    private void Check()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_isOpen && Environment.TickCount64 >= _nextCheck)
            CheckIdentity();
        if (!_isOpen)
            Open();
    }

    // Whoever writes to a file that has been deleted writes for nobody.
    private void CheckIdentity()
    {
        _nextCheck = Environment.TickCount64 + CheckInterval;
        bool isSameFile = FileIdentity.Of(path) == _file;
        bool isSameLog = mode == StateTableMode.ReadOnly || FileIdentity.Of(LogPath) == _log;
        if (isSameFile && isSameLog)
            return;
        Leave();
        _hasOldLog = !isSameFile && isSameLog && mode == StateTableMode.ReadWrite;
        if (_hasOldLog)
            DeleteOldLog();
        throw new StateStoreException($"{path}: the file was deleted or replaced while it was open; the next use opens it anew", isTransient: true);
    }

    // SQLite would take the old file's log for the new one's.
    private void DeleteOldLog()
    {
        try
        {
            if (FileIdentity.Of(LogPath) == _log)
            {
                File.Delete(path + "-shm");
                File.Delete(LogPath);
            }

            _hasOldLog = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateStoreException($"{path}: the file was replaced while it was open, and the log of the old one cannot be deleted: {e.Message}", isTransient: true, e);
        }
    }

    private void Open()
    {
        if (_hasOldLog)
            DeleteOldLog();
        if (Directory.Exists(path))
            throw new StateStoreException($"{path}: this is a directory", isTransient: false);
        if (!File.Exists(path))
            MakeFile();
        _idle.Push(Connect((connection, generation) =>
        {
            if (mode == StateTableMode.ReadOnly)
                Schema.Verify(connection, path);
            else
                Schema.Prepare(connection, path);
            return new Reader(connection, generation);
        }));
        _file = FileIdentity.Of(path);
        _log = FileIdentity.Of(LogPath);
        _nextCheck = Environment.TickCount64 + CheckInterval;
        _isOpen = true;
    }

    private void MakeFile()
    {
        if (mode == StateTableMode.ReadOnly)
            throw new StateStoreException($"{path}: it does not exist", isTransient: false);
        try
        {
            NewFile.Make(path, fileMode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The runtime's message has the name of the file that is made aside.
            bool hasFolder = Directory.Exists(Path.GetDirectoryName(path));
            throw new StateStoreException(
                $"{path}: it cannot be made: {(hasFolder ? e.Message : "its folder does not exist")}", isTransient: hasFolder && e is IOException, e);
        }
    }

    /// <summary>Opens a connection and makes something of it.</summary>
    private T Connect<T>(Func<Connection, int, T> make)
    {
        Connection connection = Connection.Open(path, mode == StateTableMode.ReadOnly);
        try
        {
            connection.Run(options.IsSynchronous ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{CacheKibibytes}"));
            connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint = {PagesInLog}"));

            // What is in the file is not trusted further than need be.
            connection.Run("PRAGMA trusted_schema = OFF");
            connection.Run("PRAGMA cell_size_check = ON");
            return make(connection, _generation);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Leave()
    {
        _generation++;
        _isOpen = false;
        while (_idle.TryPop(out Reader? reader))
            reader.Dispose();
        _writer?.Dispose();
        _writer = null;
    }

    private string LogPath => path + "-wal";
}
