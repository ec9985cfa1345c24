using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary>LMDB 0.9.</summary>
internal static unsafe partial class LibLmdb
{
    public const string Library = "liblmdb.so.0";

    public const uint NoFolder = 0x4000;
    public const uint ReadOnly = 0x20000;
    /// <summary>As Postfix does: who may read and write is told by locks on the file itself.</summary>
    public const uint NoLock = 0x400000;

    public const int First = 0;
    public const int Next = 8;

    public const int ErrorNotFound = -30798;

    [LibraryImport(Library, EntryPoint = "mdb_env_create")]
    public static partial int Create(out nint environment);

    [LibraryImport(Library, EntryPoint = "mdb_env_set_mapsize")]
    public static partial int SetMapSize(nint environment, nuint size);

    [LibraryImport(Library, EntryPoint = "mdb_env_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(nint environment, string path, uint flags, uint mode);

    [LibraryImport(Library, EntryPoint = "mdb_env_close")]
    public static partial void Close(nint environment);

    [LibraryImport(Library, EntryPoint = "mdb_txn_begin")]
    public static partial int Begin(nint environment, nint parent, uint flags, out nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_txn_commit")]
    public static partial int Commit(nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_txn_abort")]
    public static partial void Abort(nint transaction);

    [LibraryImport(Library, EntryPoint = "mdb_dbi_open")]
    public static partial int OpenDatabase(nint transaction, nint name, uint flags, out uint database);

    [LibraryImport(Library, EntryPoint = "mdb_get")]
    public static partial int Get(nint transaction, uint database, LmdbValue* key, LmdbValue* value);

    [LibraryImport(Library, EntryPoint = "mdb_put")]
    public static partial int Put(nint transaction, uint database, LmdbValue* key, LmdbValue* value, uint flags);

    [LibraryImport(Library, EntryPoint = "mdb_del")]
    public static partial int Delete(nint transaction, uint database, LmdbValue* key, LmdbValue* value);

    [LibraryImport(Library, EntryPoint = "mdb_cursor_open")]
    public static partial int OpenCursor(nint transaction, uint database, out nint cursor);

    [LibraryImport(Library, EntryPoint = "mdb_cursor_get")]
    public static partial int MoveCursor(nint cursor, LmdbValue* key, LmdbValue* value, int operation);

    [LibraryImport(Library, EntryPoint = "mdb_cursor_close")]
    public static partial void CloseCursor(nint cursor);

    [LibraryImport(Library, EntryPoint = "mdb_strerror")]
    public static partial nint Describe(int error);
}
