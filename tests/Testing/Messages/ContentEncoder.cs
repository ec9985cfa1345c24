using System.Globalization;
using System.Text;

namespace Postern.Testing.Messages;

/// <summary>Transfer encodings as programs write them, and as they should not.</summary>
internal sealed class ContentEncoder(Dice dice)
{
    private const int LineBytes = 45;

    /// <summary>Encodes bytes; lines end in LF, there is none behind the last one.</summary>
    public string Base64(string bytes)
    {
        string text = Convert.ToBase64String(Encoding.Latin1.GetBytes(bytes));
        int width = dice.Pick(76, 76, 72, 60, 4);
        var lines = new StringBuilder();
        for (int at = 0; at < text.Length; at += width)
            lines.Append(at > 0 ? "\n" : "").Append(text.AsSpan(at, Math.Min(width, text.Length - at)));
        return dice.OddOneIn(3) ? Damaged(lines, "AAAA", "=", "==", "!", "-_", " ", "\n\n", "\t", "====", "QQ==", "\u00ff", "A", "--x") : lines.ToString();
    }

    public string QuotedPrintable(string bytes)
    {
        var output = new StringBuilder();
        int column = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            char c = bytes[i];
            bool isLast = i + 1 == bytes.Length || bytes[i + 1] == '\n';
            string piece = c == '\n' ? "\n" : c is > ' ' and < '\x7f' and not '=' || (c == ' ' && !isLast) ? c.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"={(int)c:X2}");
            if (column + piece.Length > 75 && c != '\n')
            {
                output.Append("=\n");
                column = 0;
            }

            output.Append(piece);
            column = c == '\n' ? 0 : column + piece.Length;
        }

        return dice.OddOneIn(3) ? Damaged(output, "=", "=X", "=4", "=zz", "=3d", "= \n", "=\n=\n", " \n", "\u00e9", "==", "=0D", "=0A", "=00") : output.ToString();
    }

    /// <summary>A file in uuencode from its <c>begin</c> line to its <c>end</c> line.</summary>
    public string Uuencode(string bytes, string name)
    {
        var output = new StringBuilder().Append("begin 644 ").Append(name).Append('\n');
        for (int at = 0; at < bytes.Length; at += LineBytes)
        {
            string line = bytes.Substring(at, Math.Min(LineBytes, bytes.Length - at));
            output.Append(Letter(line.Length));
            for (int i = 0; i < line.Length; i += 3)
            {
                int group = (line[i] << 16) | ((i + 1 < line.Length ? line[i + 1] : 0) << 8) | (i + 2 < line.Length ? line[i + 2] : 0);
                output.Append(Letter(group >> 18)).Append(Letter((group >> 12) & 63)).Append(Letter((group >> 6) & 63)).Append(Letter(group & 63));
            }

            output.Append('\n');
        }

        output.Append("`\nend");
        return dice.OddOneIn(3) ? Damaged(output, "\n", "end\n", "begin 644 other\n", "~", "`\n", " ") : output.ToString();
    }

    /// <summary>A file in yEnc from its <c>=ybegin</c> line to its <c>=yend</c> line.</summary>
    public static string Yenc(string bytes, string name)
    {
        var output = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"=ybegin line=128 size={bytes.Length} name={name}\n"));
        int column = 0;
        foreach (char c in bytes)
        {
            char coded = (char)((c + 42) & 255);
            bool isCritical = coded is '\0' or '\n' or '\r' or '=' || (column == 0 && coded is '.' or '\t' or ' ');
            output.Append(isCritical ? "=" : "").Append(isCritical ? (char)((coded + 64) & 255) : coded);
            column++;
            if (column != 128)
                continue;
            output.Append('\n');
            column = 0;
        }

        return output.Append(column > 0 ? "\n" : "").Append(CultureInfo.InvariantCulture, $"=yend size={bytes.Length}").ToString();
    }

    private string Damaged(StringBuilder text, params ReadOnlySpan<string> pieces)
    {
        for (int times = 1 + dice.Next(3); times > 0; times--)
            text.Insert(dice.Next(text.Length + 1), dice.Pick(pieces));
        return text.ToString();
    }

    private static char Letter(int sixBits) => sixBits == 0 ? '`' : (char)(sixBits + 32);
}
