using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Gdbm;

/// <summary>Files of GNU dbm.</summary>
internal sealed class GdbmFormat : DatabaseFormat
{
    /// <summary>The oldest that is known to return from all errors when it is given no function to call: it would end the process otherwise.</summary>
    private static readonly Version OldestLibrary = new(1, 23);

    private readonly Lazy<bool> _isLibraryUsable = new(IsLibraryUsable, LazyThreadSafetyMode.PublicationOnly);

    public override string Scheme => "gdbm";

    public override string Kind => "a GNU dbm file";

    public override string Package => "libgdbm6";

    public override int LargestKey => 64 << 10;

    public override int SmallestKey => 0;

    public override bool Recognizes(ReadOnlySpan<byte> head) => head.Length >= sizeof(int)
        && (GdbmHeader.IsMagic(BinaryPrimitives.ReadUInt32LittleEndian(head)) || GdbmHeader.IsMagic(BinaryPrimitives.ReadUInt32BigEndian(head)));

    public override FileReport Check(SafeFileHandle file, long size) => new GdbmCheck(file, size).Run();

    public override DatabaseSession Open(SafeFileHandle file, string path, SessionAccess access, FileModel? model = null)
    {
        if (!_isLibraryUsable.Value)
            throw new DllNotFoundException(LibGdbm.Library);
        int mode = access == SessionAccess.Read ? LibGdbm.Reader : RandomAccess.GetLength(file) == 0 ? LibGdbm.CreatingWriter : LibGdbm.Writer;
        nint database = LibGdbm.Open(LockedFile.PathOf(file), 0, mode | LibGdbm.NoLock | LibGdbm.NoMap | LibGdbm.CloseOnExec, 0, 0);
        return database == 0 ? throw GdbmSession.Failure(path, "cannot be opened") : new GdbmSession(database, path);
    }

    private static unsafe bool IsLibraryUsable()
    {
        nint library = NativeLibrary.Load(LibGdbm.Library, typeof(LibGdbm).Assembly, null);
        int* version = (int*)NativeLibrary.GetExport(library, "gdbm_version_number");
        return new Version(version[0], version[1]) >= OldestLibrary;
    }
}
