using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Access;

/// <summary>Finds rows by their keys.</summary>
internal sealed class Lookup(Connection connection)
{
    private const int LongestKept = 64 * 1024;

    private readonly Statement _find = connection.Prepare("SELECT value, expires, due FROM record WHERE key = ?1");
    private byte[] _buffer = new byte[256];

    /// <summary>The row of a key, its value in memory that the next look-up uses again.</summary>
    public StoredRow Find(ReadOnlySpan<byte> key) => Find(key, isKept: false);

    /// <summary>The row of a key, its value in memory of its own.</summary>
    public StoredRow FindToKeep(ReadOnlySpan<byte> key) => Find(key, isKept: true);

    private StoredRow Find(ReadOnlySpan<byte> key, bool isKept)
    {
        if (!_find.Bind(1, key).Step())
            return default;
        ReadOnlySpan<byte> bytes = _find.Bytes(0);
        var row = new StoredRow(Exists: true, isKept ? bytes.ToArray() : Copy(bytes), _find.Number(1), _find.Number(2));
        _find.Reset();
        return row;
    }

    private ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestKept)
            return bytes.ToArray();
        if (_buffer.Length < bytes.Length)
            _buffer = new byte[LongestKept];
        bytes.CopyTo(_buffer);
        return _buffer.AsMemory(0, bytes.Length);
    }
}
