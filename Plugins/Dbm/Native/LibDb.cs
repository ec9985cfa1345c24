using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary>
/// Berkeley DB 5.3. Of a database it exports two functions; all others are pointers in the structures <c>DB</c> and <c>DBC</c>, whose layout is the same in all
/// releases of 5.3 on 64-bit systems.
/// </summary>
internal static unsafe partial class LibDb
{
    public const string Library = "libdb-5.3.so";
    public const int Major = 5;
    public const int Minor = 3;

    public const int BTree = 1;
    public const int Hash = 2;
    public const int Unknown = 5;

    public const uint Create = 1;
    public const uint ReadOnly = 0x400;
    /// <summary>A mapped file that somebody shortens kills the process.</summary>
    public const uint NoMap = 0x10;
    public const uint NoSync = 1;
    public const uint Next = 0x10;
    /// <summary>The library allocates what it returns, by malloc(3).</summary>
    public const uint Allocate = 0x10;

    public const int ErrorNotFound = -30988;

    private const int OpenAt = 1008;
    private const int GetAt = 632;
    private const int PutAt = 1024;
    private const int DeleteAt = 592;
    private const int CloseAt = 568;
    private const int CursorAt = 584;
    private const int SetErrorCallAt = 1128;
    private const int SetPageSizeAt = 1248;
    private const int CursorGetAt = 392;
    private const int CursorCloseAt = 352;

    [LibraryImport(Library, EntryPoint = "db_create")]
    public static partial int CreateHandle(out nint database, nint environment, uint flags);

    [LibraryImport(Library, EntryPoint = "db_version")]
    public static partial nint Version(out int major, out int minor, out int patch);

    [LibraryImport(Library, EntryPoint = "db_strerror")]
    public static partial nint Describe(int error);

    public static int Open(nint database, byte* path, int type, uint flags) =>
        ((delegate* unmanaged<nint, nint, byte*, byte*, int, uint, int, int>)At(database, OpenAt))(database, 0, path, null, type, flags, 0);

    public static int Get(nint database, DbThang* key, DbThang* value) =>
        ((delegate* unmanaged<nint, nint, DbThang*, DbThang*, uint, int>)At(database, GetAt))(database, 0, key, value, 0);

    public static int Put(nint database, DbThang* key, DbThang* value) =>
        ((delegate* unmanaged<nint, nint, DbThang*, DbThang*, uint, int>)At(database, PutAt))(database, 0, key, value, 0);

    public static int Delete(nint database, DbThang* key) =>
        ((delegate* unmanaged<nint, nint, DbThang*, uint, int>)At(database, DeleteAt))(database, 0, key, 0);

    public static int Close(nint database, uint flags) =>
        ((delegate* unmanaged<nint, uint, int>)At(database, CloseAt))(database, flags);

    public static int OpenCursor(nint database, nint* cursor) =>
        ((delegate* unmanaged<nint, nint, nint*, uint, int>)At(database, CursorAt))(database, 0, cursor, 0);

    public static int MoveCursor(nint cursor, DbThang* key, DbThang* value) =>
        ((delegate* unmanaged<nint, DbThang*, DbThang*, uint, int>)At(cursor, CursorGetAt))(cursor, key, value, Next);

    public static int CloseCursor(nint cursor) =>
        ((delegate* unmanaged<nint, int>)At(cursor, CursorCloseAt))(cursor);

    public static int SetPageSize(nint database, uint size) =>
        ((delegate* unmanaged<nint, uint, int>)At(database, SetPageSizeAt))(database, size);

    /// <summary>Sends the library's messages, which otherwise go to standard error, to a C function.</summary>
    public static void SetErrorCall(nint database, nint function) =>
        ((delegate* unmanaged<nint, nint, void>)At(database, SetErrorCallAt))(database, function);

    private static nint At(nint structure, int offset) => *(nint*)(structure + offset);
}
