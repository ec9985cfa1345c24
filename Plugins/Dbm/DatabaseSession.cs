using Postern.Abstractions.Storage;

namespace Postern.Plugins.Dbm;

/// <summary>A file open in its library, for one operation. Not thread-safe. All but <see cref="Dispose"/> throw <see cref="StateStoreException"/>.</summary>
internal abstract class DatabaseSession : IDisposable
{
    /// <summary>A record's value; <see langword="null"/> when there is none.</summary>
    public abstract byte[]? Get(ReadOnlySpan<byte> key);

    /// <summary>Writes a record, replacing one that exists.</summary>
    public abstract void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Deletes a record; returns whether it existed.</summary>
    public abstract bool Delete(ReadOnlySpan<byte> key);

    /// <summary>The next record, from the first on; nothing may be written meanwhile.</summary>
    public abstract (byte[] Key, byte[] Value)? Next();

    /// <summary>Hands all changes to the system. Without it they may be lost.</summary>
    public abstract void Complete();

    public abstract void Dispose();

    /// <summary>Writes records; when one cannot be written, those before it are taken back.</summary>
    public virtual void PutAll(IReadOnlyList<StateEntry> entries)
    {
        var old = new Stack<(ReadOnlyMemory<byte> Key, byte[]? Value)>();
        try
        {
            foreach (var entry in entries)
            {
                old.Push((entry.Key, Get(entry.Key.Span)));
                Put(entry.Key.Span, entry.Record.Value.Span);
            }
        }
        catch
        {
            while (old.TryPop(out var record))
                Restore(record.Key.Span, record.Value);
            Complete();
            throw;
        }
    }

    private void Restore(ReadOnlySpan<byte> key, byte[]? value)
    {
        if (value is null)
            Delete(key);
        else
            Put(key, value);
    }
}
