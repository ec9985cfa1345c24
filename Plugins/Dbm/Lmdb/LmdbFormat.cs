using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Lmdb;

/// <summary>Files of LMDB, single ones without a lock file.</summary>
internal sealed class LmdbFormat : DatabaseFormat
{
    /// <summary>What one operation may add to a file. Only addresses are set aside for it.</summary>
    private const long Room = 256 << 20;

    private const uint OwnerOnly = 0x180;

    public override string Scheme => "lmdb";

    public override string Kind => "an LMDB file";

    public override string Package => "liblmdb0";

    public override int LargestKey => 511;

    public override int SmallestKey => 1;

    public override bool Recognizes(ReadOnlySpan<byte> head) => LmdbMeta.Recognizes(head);

    public override FileReport Check(SafeFileHandle file, long size) => new LmdbCheck(file, size).Run();

    public override DatabaseSession Open(SafeFileHandle file, string path, SessionAccess access, FileModel? model = null)
    {
        if (LibLmdb.Create(out nint environment) is var error and not 0)
            throw LmdbSession.Failure(path, "cannot be opened", error);
        nint transaction = 0;
        long size = Math.Max(RandomAccess.GetLength(file), model?.Size ?? 0);
        uint readOnly = access == SessionAccess.Read ? LibLmdb.ReadOnly : 0;
        // The map grows with the file. What the file says of its map's size is not believed.
        error = LibLmdb.SetMapSize(environment, (nuint)(access == SessionAccess.Read ? size : (size * 2) + Room));
        if (error == 0)
            error = LibLmdb.Open(environment, LockedFile.PathOf(file), LibLmdb.NoFolder | LibLmdb.NoLock | readOnly, OwnerOnly);
        if (error == 0)
            error = LibLmdb.Begin(environment, 0, readOnly, out transaction);
        uint database = 0;
        if (error == 0)
            error = LibLmdb.OpenDatabase(transaction, 0, 0, out database);
        if (error == 0)
            return new LmdbSession(environment, transaction, database, path);
        if (transaction != 0)
            LibLmdb.Abort(transaction);
        LibLmdb.Close(environment);
        throw LmdbSession.Failure(path, "cannot be opened", error);
    }
}
