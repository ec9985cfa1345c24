using System.Text;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary>Keys of records: texts with a NUL at the end, as in mailfromd's files.</summary>
internal static class RecordKey
{
    public static byte[] FromText(string text) => [.. Encoding.Latin1.GetBytes(text), 0];

    /// <summary>The text without the NUL, for messages.</summary>
    public static string ToText(ReadOnlySpan<byte> key) => Encoding.Latin1.GetString(key is [.. var text, 0] ? text : key);
}
