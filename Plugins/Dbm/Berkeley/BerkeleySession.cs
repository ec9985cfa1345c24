using System.Runtime.InteropServices;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Berkeley;

/// <summary>A Berkeley DB file that is open, outside of any environment. Changes stay in memory until <see cref="Complete"/>, as far as they find room there.</summary>
internal sealed unsafe class BerkeleySession(nint database, string path) : DatabaseSession
{
    private nint _database = database;
    private nint _cursor;

    public static StateStoreException Failure(string path, string what, int error) => error > 0
        ? StoreFailure.Of(path, what, error)
        : new StateStoreException($"{path}: {what}: {Marshal.PtrToStringUTF8(LibDb.Describe(error))}", isTransient: false);

    public override byte[]? Get(ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
        {
            var keyThang = Thang(bytes, key.Length);
            var value = new DbThang { Flags = LibDb.Allocate };
            int error = LibDb.Get(_database, &keyThang, &value);
            return error == 0 ? Take(value) : error == LibDb.ErrorNotFound ? null : throw Failure(path, "cannot be read", error);
        }
    }

    public override void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* keyBytes = key, valueBytes = value)
        {
            var keyThang = Thang(keyBytes, key.Length);
            var valueThang = Thang(valueBytes, value.Length);
            if (LibDb.Put(_database, &keyThang, &valueThang) is var error and not 0)
                throw Failure(path, "cannot be written", error);
        }
    }

    public override bool Delete(ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
        {
            var keyThang = Thang(bytes, key.Length);
            int error = LibDb.Delete(_database, &keyThang);
            return error is 0 or LibDb.ErrorNotFound ? error == 0 : throw Failure(path, "cannot be written", error);
        }
    }

    public override (byte[] Key, byte[] Value)? Next()
    {
        int error = 0;
        if (_cursor == 0)
        {
            fixed (nint* cursor = &_cursor)
                error = LibDb.OpenCursor(_database, cursor);
        }

        var key = new DbThang { Flags = LibDb.Allocate };
        var value = new DbThang { Flags = LibDb.Allocate };
        if (error == 0)
            error = LibDb.MoveCursor(_cursor, &key, &value);
        return error == 0 ? (Take(key), Take(value)) : error == LibDb.ErrorNotFound ? null : throw Failure(path, "cannot be listed", error);
    }

    public override void Complete()
    {
        int error = CloseCursor();
        nint closing = _database;
        _database = 0;
        int closed = LibDb.Close(closing, 0);
        if (error != 0 || closed != 0)
            throw Failure(path, "cannot be written", error != 0 ? error : closed);
    }

    public override void Dispose()
    {
        if (_database == 0)
            return;
        _ = CloseCursor();
        _ = LibDb.Close(_database, LibDb.NoSync);
        _database = 0;
    }

    private static DbThang Thang(byte* bytes, int length) => new() { Data = (nint)bytes, Size = (uint)length };

    private static byte[] Take(DbThang thang)
    {
        byte[] bytes = new ReadOnlySpan<byte>((void*)thang.Data, checked((int)thang.Size)).ToArray();
        NativeMemory.Free((void*)thang.Data);
        return bytes;
    }

    private int CloseCursor()
    {
        nint cursor = _cursor;
        _cursor = 0;
        return cursor == 0 ? 0 : LibDb.CloseCursor(cursor);
    }
}
