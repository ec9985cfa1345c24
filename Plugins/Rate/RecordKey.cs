using System.Globalization;
using System.Text;

namespace Postern.Plugins.Rate;

/// <summary>Keys of records: texts with a NUL at the end.</summary>
internal static class RecordKey
{
    private const int LongestNumber = 20;

    /// <summary>A key with room for a record behind it, so that a decision takes one allocation.</summary>
    /// <param name="key">A byte string.</param>
    /// <param name="recordSize">The size of the record.</param>
    public static (ReadOnlyMemory<byte> Key, Memory<byte> Record) WithRoom(string key, int recordSize)
    {
        var bytes = new byte[key.Length + 1 + recordSize];
        Encoding.Latin1.GetBytes(key, bytes);
        return (bytes.AsMemory(0, key.Length + 1), bytes.AsMemory(key.Length + 1));
    }

    /// <summary>The key of a counter that belongs to an interval: <c>SECONDS:KEY</c>.</summary>
    public static ReadOnlyMemory<byte> OfInterval(long seconds, string key)
    {
        Span<byte> digits = stackalloc byte[LongestNumber];
        seconds.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        var bytes = new byte[length + 1 + key.Length + 1];
        digits[..length].CopyTo(bytes);
        bytes[length] = (byte)':';
        Encoding.Latin1.GetBytes(key, bytes.AsSpan(length + 1));
        return bytes;
    }

    /// <summary>The key as a program or a user writes it.</summary>
    public static string Text(ReadOnlySpan<byte> key) => Encoding.Latin1.GetString(key is [.. var text, 0] ? text : key);

    /// <summary>Takes <c>SECONDS:KEY</c> apart.</summary>
    /// <param name="key">A record's key.</param>
    /// <param name="seconds">The interval, in the range of <see cref="CountingInterval"/>.</param>
    /// <param name="text">The key as a program gave it.</param>
    public static bool TrySplit(ReadOnlySpan<byte> key, out long seconds, out string text)
    {
        int colon = key.IndexOf((byte)':');
        text = "";
        if (!long.TryParse(key[..Math.Max(colon, 0)], NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || !CountingInterval.Contains(seconds))
            return false;
        text = Text(key[(colon + 1)..]);
        return true;
    }
}
