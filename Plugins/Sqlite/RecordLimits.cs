using Postern.Abstractions.Storage;

namespace Postern.Plugins.Sqlite;

/// <summary>How large a key and a value may be.</summary>
internal sealed class RecordLimits(string path)
{
    private const int LongestKey = 64 * 1024;
    private const int LongestValue = 64 * 1024 * 1024;

    /// <exception cref="StateStoreException">The key is too long.</exception>
    public void CheckKey(ReadOnlyMemory<byte> key) => Check("key", key.Length, LongestKey);

    /// <exception cref="StateStoreException">The value is too long.</exception>
    public void CheckValue(ReadOnlyMemory<byte> value) => Check("value", value.Length, LongestValue);

    private void Check(string what, int length, int longest)
    {
        if (length > longest)
            throw new StateStoreException($"{path}: a {what} of {length} bytes is too long: at most {longest}", isTransient: false);
    }
}
