using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Native;

/// <summary>GNU dbm.</summary>
internal static partial class LibGdbm
{
    public const string Library = "libgdbm.so.6";

    public const int Reader = 0;
    public const int Writer = 1;
    public const int CreatingWriter = 2;
    public const int NoLock = 0x40;
    /// <summary>A mapped file that somebody shortens kills the process.</summary>
    public const int NoMap = 0x80;
    public const int CloseOnExec = 0x100;

    public const int Replace = 1;

    public const int ErrorItemNotFound = 15;

    /// <param name="path">The file.</param>
    /// <param name="blockSize">0: the file system's.</param>
    /// <param name="flags">The flags above.</param>
    /// <param name="mode">Of a file that is made.</param>
    /// <param name="fatal">Null: an error ends the call. Anything else is called, and then gdbm ends the process.</param>
    [LibraryImport(Library, EntryPoint = "gdbm_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Open(string path, int blockSize, int flags, int mode, nint fatal);

    [LibraryImport(Library, EntryPoint = "gdbm_close")]
    public static partial int Close(nint database);

    [LibraryImport(Library, EntryPoint = "gdbm_store")]
    public static partial int Store(nint database, GdbmDatum key, GdbmDatum value, int flag);

    [LibraryImport(Library, EntryPoint = "gdbm_fetch")]
    public static partial GdbmDatum Fetch(nint database, GdbmDatum key);

    [LibraryImport(Library, EntryPoint = "gdbm_delete")]
    public static partial int Delete(nint database, GdbmDatum key);

    [LibraryImport(Library, EntryPoint = "gdbm_firstkey")]
    public static partial GdbmDatum FirstKey(nint database);

    [LibraryImport(Library, EntryPoint = "gdbm_nextkey")]
    public static partial GdbmDatum NextKey(nint database, GdbmDatum key);

    /// <summary>The calling thread's last error.</summary>
    [LibraryImport(Library, EntryPoint = "gdbm_errno_location")]
    public static unsafe partial int* LastError();

    [LibraryImport(Library, EntryPoint = "gdbm_strerror")]
    public static partial nint Describe(int error);

    /// <summary>Whether <c>errno</c> says more.</summary>
    [LibraryImport(Library, EntryPoint = "gdbm_check_syserr")]
    public static partial int HasSystemError(int error);
}
