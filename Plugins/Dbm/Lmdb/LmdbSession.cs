using System.Runtime.InteropServices;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Native;

namespace Postern.Plugins.Dbm.Lmdb;

/// <summary>An LMDB file that is open, with one transaction: all changes reach the file together, or none.</summary>
internal sealed unsafe class LmdbSession(nint environment, nint transaction, uint database, string path) : DatabaseSession
{
    private nint _environment = environment;
    private nint _transaction = transaction;
    private nint _cursor;

    public static StateStoreException Failure(string path, string what, int error) => error > 0
        ? StoreFailure.Of(path, what, error)
        : new StateStoreException($"{path}: {what}: {Marshal.PtrToStringUTF8(LibLmdb.Describe(error))}", isTransient: false);

    public override byte[]? Get(ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
        {
            var wanted = new LmdbValue((nint)bytes, (nuint)key.Length);
            LmdbValue value = default;
            int error = LibLmdb.Get(_transaction, database, &wanted, &value);
            return error == 0 ? Copy(value) : error == LibLmdb.ErrorNotFound ? null : throw Failure(path, "cannot be read", error);
        }
    }

    public override void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* keyBytes = key, valueBytes = value)
        {
            var name = new LmdbValue((nint)keyBytes, (nuint)key.Length);
            var data = new LmdbValue((nint)valueBytes, (nuint)value.Length);
            if (LibLmdb.Put(_transaction, database, &name, &data, 0) is var error and not 0)
                throw Failure(path, "cannot be written", error);
        }
    }

    public override void PutAll(IReadOnlyList<StateEntry> entries)
    {
        foreach (var entry in entries)
            Put(entry.Key.Span, entry.Record.Value.Span);
    }

    public override bool Delete(ReadOnlySpan<byte> key)
    {
        fixed (byte* bytes = key)
        {
            var name = new LmdbValue((nint)bytes, (nuint)key.Length);
            int error = LibLmdb.Delete(_transaction, database, &name, null);
            return error is 0 or LibLmdb.ErrorNotFound ? error == 0 : throw Failure(path, "cannot be written", error);
        }
    }

    public override (byte[] Key, byte[] Value)? Next()
    {
        int error = 0;
        int operation = LibLmdb.Next;
        if (_cursor == 0)
        {
            error = LibLmdb.OpenCursor(_transaction, database, out _cursor);
            operation = LibLmdb.First;
        }

        LmdbValue key = default;
        LmdbValue value = default;
        if (error == 0)
            error = LibLmdb.MoveCursor(_cursor, &key, &value, operation);
        return error == 0 ? (Copy(key), Copy(value)) : error == LibLmdb.ErrorNotFound ? null : throw Failure(path, "cannot be listed", error);
    }

    public override void Complete()
    {
        CloseCursor();
        nint committed = _transaction;
        _transaction = 0;
        if (LibLmdb.Commit(committed) is var error and not 0)
            throw Failure(path, "cannot be written", error);
    }

    public override void Dispose()
    {
        CloseCursor();
        if (_transaction != 0)
            LibLmdb.Abort(_transaction);
        _transaction = 0;
        if (_environment != 0)
            LibLmdb.Close(_environment);
        _environment = 0;
    }

    private static byte[] Copy(LmdbValue value) => new ReadOnlySpan<byte>((void*)value.Pointer, checked((int)value.Size)).ToArray();

    private void CloseCursor()
    {
        if (_cursor != 0)
            LibLmdb.CloseCursor(_cursor);
        _cursor = 0;
    }
}
