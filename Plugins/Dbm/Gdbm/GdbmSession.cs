using System.Runtime.InteropServices;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Gdbm;

/// <summary>A GNU dbm file that is open. Changes reach the file at once.</summary>
internal sealed unsafe class GdbmSession(nint database, string path) : DatabaseSession
{
    private nint _database = database;
    private byte[]? _last;

    public static StateStoreException Failure(string path, string what)
    {
        int system = Marshal.GetLastSystemError();
        int error = *LibGdbm.LastError();
        return LibGdbm.HasSystemError(error) != 0 && system != 0
            ? StoreFailure.Of(path, what, system)
            : new StateStoreException($"{path}: {what}: {Marshal.PtrToStringUTF8(LibGdbm.Describe(error))}", isTransient: false);
    }

    public override byte[]? Get(ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
            return Take(LibGdbm.Fetch(_database, Datum(bytes, key)), "cannot be read");
    }

    public override void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* keyBytes = key, valueBytes = value)
        {
            if (LibGdbm.Store(_database, Datum(keyBytes, key), Datum(valueBytes, value), LibGdbm.Replace) != 0)
                throw Failure(path, "cannot be written");
        }
    }

    public override bool Delete(ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
        {
            if (LibGdbm.Delete(_database, Datum(bytes, key)) == 0)
                return true;
        }

        return *LibGdbm.LastError() == LibGdbm.ErrorItemNotFound ? false : throw Failure(path, "cannot be written");
    }

    public override (byte[] Key, byte[] Value)? Next()
    {
        fixed (byte* bytes = _last)
        {
            var next = _last is null ? LibGdbm.FirstKey(_database) : LibGdbm.NextKey(_database, Datum(bytes, _last));
            if (Take(next, "cannot be listed") is not { } key)
                return null;
            _last = key;
            return (key, Get(key) ?? throw StoreFailure.Damaged(path, "a key that is listed is not found"));
        }
    }

    public override void Complete()
    {
        nint closing = _database;
        _database = 0;
        if (LibGdbm.Close(closing) != 0)
            throw Failure(path, "cannot be written");
    }

    public override void Dispose()
    {
        if (_database != 0)
            _ = LibGdbm.Close(_database);
        _database = 0;
    }

    /// <summary>gdbm takes a null pointer for nothing at all, even when its length is 0.</summary>
    private static GdbmDatum Datum(byte* pinned, ReadOnlySpan<byte> bytes) => new(pinned is null ? 1 : (nint)pinned, bytes.Length);

    private byte[]? Take(GdbmDatum datum, string what)
    {
        if (datum.Pointer == 0)
            return *LibGdbm.LastError() == LibGdbm.ErrorItemNotFound ? null : throw Failure(path, what);
        byte[] bytes = new ReadOnlySpan<byte>((void*)datum.Pointer, datum.Size).ToArray();
        NativeMemory.Free((void*)datum.Pointer);
        return bytes;
    }
}
