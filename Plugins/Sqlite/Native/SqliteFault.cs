using Postern.Abstractions.Storage;
using SQLitePCL;

namespace Postern.Plugins.Sqlite.Native;

/// <summary>SQLite has refused a call. Never leaves the plugin: <see cref="ToStoreException"/> says it to others.</summary>
internal sealed class SqliteFault(int code, string message) : Exception(message)
{
    public static readonly SqliteFault Busy = new(raw.SQLITE_BUSY, "database is locked");

    public static readonly SqliteFault Disorder = new(raw.SQLITE_CORRUPT, "database disk image is malformed");

    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>The result code.</summary>
    public int Primary => Code & 0xFF;

    /// <summary>Another process is in the way: the same call may succeed at once.</summary>
    public bool IsBusy => IsBusyCode(Code);

    /// <summary>It is an SQLite file, but a damaged one.</summary>
    public bool IsDamage => Primary == raw.SQLITE_CORRUPT;

    /// <summary>The connections are of no use any more; new ones may be.</summary>
    public bool EndsConnections => Primary is not (raw.SQLITE_FULL or raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM) && !IsBusy;

    private bool IsTransient => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM;

    public static bool IsBusyCode(int code) => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    public StateStoreException ToStoreException(string path)
    {
        string reason = Primary switch
        {
            raw.SQLITE_FULL => "the disk is full",
            raw.SQLITE_CORRUPT => "the file is damaged; restore it, or move it away and a new one is made",
            raw.SQLITE_NOTADB => "this is not an SQLite database",
            raw.SQLITE_READONLY => "it may not be written: look at the permissions of the file and of its folder, and at how the file system is mounted",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => Unopenable(path),
            raw.SQLITE_IOERR => $"it cannot be read or written (code {Code}: {Message})",
            raw.SQLITE_TOOBIG => "the record is too large",
            raw.SQLITE_NOMEM => "there is no memory",
            _ when IsBusy => "other processes hold it for too long",
            _ => $"SQLite says: {Message} (code {Code})",
        };
        return new StateStoreException($"{path}: {reason}", IsTransient, this);
    }

    private static string Unopenable(string path)
    {
        if (Directory.Exists(path))
            return "this is a directory";
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return "its folder does not exist";
        return File.Exists(path) ? "it cannot be opened: look at the permissions of the file and of its folder" : "it does not exist";
    }
}
