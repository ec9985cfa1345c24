using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Charsets;
using Postern.Plugins.Mime.Codings;

namespace Postern.Plugins.Mime.Fields;

/// <summary>Extended parameter values (RFC 2231 §4): <c>charset'language'text</c>, bytes as percent sign and two digits.</summary>
internal static class ExtendedValue
{
    /// <summary>Decodes a value into UTF-8.</summary>
    public static string Decode(string value, out MessageAnomalies anomalies) => Decode([new ParameterSection(0, true, value)], out anomalies);

    /// <summary>Decodes a value of several sections, of which the first names the character set.</summary>
    public static string Decode(IReadOnlyList<ParameterSection> sections, out MessageAnomalies anomalies)
    {
        anomalies = MessageAnomalies.None;
        string charset = "", first = sections[0].Value;
        if (sections[0].IsExtended)
        {
            int charsetEnd = first.IndexOf('\'', StringComparison.Ordinal);
            int languageEnd = charsetEnd < 0 ? -1 : first.IndexOf('\'', charsetEnd + 1);
            if (languageEnd < 0)
                anomalies |= MessageAnomalies.MalformedContentField;
            else
                (charset, first) = (first[..charsetEnd], first[(languageEnd + 1)..]);
        }

        var bytes = new List<byte>(first.Length);
        for (int i = 0; i < sections.Count; i++)
            Append(bytes, i == 0 ? first : sections[i].Value, sections[i].IsExtended, ref anomalies);
        byte[] all = [.. bytes];
        MailCharset? set = MailCharset.Find(charset);
        if (set is null && charset.Length > 0)
            anomalies |= MessageAnomalies.UnknownCharset;
        return set?.ToUtf8(all) ?? Encoding.Latin1.GetString(all).Replace("\0", "", StringComparison.Ordinal);
    }

    private static void Append(List<byte> bytes, string value, bool isExtended, ref MessageAnomalies anomalies)
    {
        for (int at = 0; at < value.Length; at++)
        {
            if (!isExtended || value[at] != '%')
            {
                bytes.Add((byte)value[at]);
            }
            else if (at + 2 < value.Length && QuotedPrintableDecoder.Escape((byte)value[at + 1], (byte)value[at + 2]) is { } escaped)
            {
                bytes.Add(escaped);
                at += 2;
            }
            else
            {
                bytes.Add((byte)'%');
                anomalies |= MessageAnomalies.MalformedContentField;
            }
        }
    }
}
