using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Berkeley;

/// <summary>Files of Berkeley DB, hash and btree. New ones are hash, as mailfromd makes them.</summary>
internal sealed class BerkeleyFormat : DatabaseFormat
{
    private readonly Lazy<nint> _silence = new(PrepareLibrary, LazyThreadSafetyMode.PublicationOnly);

    public override string Scheme => "bdb";

    public override string Kind => "a Berkeley DB file";

    public override string Package => "libdb5.3";

    public override int LargestKey => 64 << 10;

    public override int SmallestKey => 0;

    public override bool Recognizes(ReadOnlySpan<byte> head) => BerkeleyHeader.Recognizes(head);

    public override FileReport Check(SafeFileHandle file, long size)
    {
        byte[] head = new byte[BerkeleyHeader.Size];
        if (RandomAccess.Read(file, head, 0) < head.Length)
            return new FileReport(0, "the header is cut off");
        if (BerkeleyHeader.TryRead(head, size, out var header) is { } fault)
            return new FileReport(0, fault);
        var pages = new BerkeleyPages(file, header, size);
        return header.IsHash ? new HashCheck(pages, header).Run() : new BTreeCheck(pages, header).Run();
    }

    public override unsafe DatabaseSession Open(SafeFileHandle file, string path, SessionAccess access, FileModel? model = null)
    {
        nint silence = _silence.Value;
        if (LibDb.CreateHandle(out nint database, 0, 0) is var error and not 0)
            throw BerkeleySession.Failure(path, "cannot be opened", error);
        LibDb.SetErrorCall(database, silence);
        bool isNew = RandomAccess.GetLength(file) == 0;
        int type = LibDb.Unknown;
        if (isNew)
        {
            type = LibDb.Hash;
            if (model is not null && BerkeleyHeader.TryRead(model.Head.Span, model.Size, out var header) is null)
            {
                type = header.IsHash ? LibDb.Hash : LibDb.BTree;
                _ = LibDb.SetPageSize(database, (uint)header.PageSize);
            }
        }

        uint flags = access == SessionAccess.Read ? LibDb.ReadOnly : isNew ? LibDb.Create : 0;
        fixed (byte* name = Encoding.UTF8.GetBytes(LockedFile.PathOf(file) + '\0'))
            error = LibDb.Open(database, name, type, flags | LibDb.NoMap);
        if (error == 0)
            return new BerkeleySession(database, path);
        _ = LibDb.Close(database, LibDb.NoSync);
        throw BerkeleySession.Failure(path, "cannot be opened", error);
    }

    /// <summary>Checks the library's version, and finds a C function that does nothing with the library's messages and outlives this plugin.</summary>
    private static nint PrepareLibrary()
    {
        LibDb.Version(out int major, out int minor, out _);
        if (major != LibDb.Major || minor != LibDb.Minor)
            throw new DllNotFoundException(LibDb.Library);
        return NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "getppid");
    }
}
