using System.Text;

namespace Postern.Plugins.Greylist;

/// <summary>Keys as mailfromd's files have them: the bytes of the text with a NUL behind.</summary>
internal static class RecordKey
{
    public static byte[] Encode(string key)
    {
        var bytes = new byte[key.Length + 1];
        Encoding.Latin1.GetBytes(key, bytes);
        return bytes;
    }

    public static string Decode(ReadOnlySpan<byte> key) => Encoding.Latin1.GetString(key is [.. var text, 0] ? text : key);
}
