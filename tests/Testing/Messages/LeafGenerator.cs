using System.Text;

namespace Postern.Testing.Messages;

/// <summary>Entities without parts.</summary>
internal sealed class LeafGenerator(Dice dice)
{
    private static readonly (string Charset, string Text)[] Texts =
    [
        ("us-ascii", "plain text"), ("utf-8", "gr\u00c3\u00bcn \u00e2\u0082\u00ac"), ("UTF-8", "\u00ef\u00bb\u00bfmark"), ("iso-8859-1", "gr\u00fcn"), ("windows-1252", "\u0080 100"),
        ("koi8-r", "\u00f0\u00f2\u00e9\u00f7\u00e5\u00f4"), ("iso-2022-jp", "\u001b$BF|K\\\u001b(B"), ("shift_jis", "\u0093\u00fa\u0096\u007b"), ("gb2312", "\u00d6\u00d0\u00ce\u00c4"),
        ("utf-7", "Hi Mom +Jjo-!"), ("x-nowhere", "\u00e9"),
    ];

    private readonly ContentEncoder _encoder = new(dice);
    private readonly NameParameters _names = new(dice);

    /// <summary>Writes the content fields, the empty line and the body without a line end behind it.</summary>
    public void Write(StringBuilder text)
    {
        switch (dice.Next(9))
        {
            case < 4:
                WriteText(text);
                break;
            case 4 when dice.OneIn(2):
                text.Append('\n').Append(Lines("no fields at all"));
                break;
            case 5 when dice.OneIn(2):
                WriteFileInText(text);
                break;
            case 6 when dice.OddOneIn(3):
                WriteElsewhere(text);
                break;
            default:
                WriteAttachment(text);
                break;
        }
    }

    private void WriteText(StringBuilder text)
    {
        var (charset, sample) = dice.Pick<(string, string)>(Texts);
        text.Append("Content-Type: text/").Append(dice.Pick("plain", "plain", "html", "Plain", "calendar"))
            .Append(dice.Pick("; charset=", ";\n charset=", ";charset=")).Append(dice.OneIn(2) ? $"\"{charset}\"" : charset)
            .Append(dice.OneIn(6) ? "; format=flowed" : "").Append('\n');
        WriteEncoded(text, Lines(sample));
    }

    private void WriteAttachment(StringBuilder text)
    {
        string type = dice.Pick("application/octet-stream", "application/pdf", "image/png", "IMAGE/jpeg", "application/x-zip-compressed", "audio/basic", "text/csv");
        if (dice.OddOneIn(15))
            type = dice.Pick("", "application", "application/", "/pdf", "application/pdf/x", "appli cation/pdf", "text", "\u00e9/x", "application/pdf text/plain");
        text.Append("Content-Type: ").Append(type).Append(dice.OneIn(2) ? _names.Write("name") : "").Append('\n');
        if (dice.OddOneIn(20))
            text.Append("Content-Type: text/plain\n");
        if (!dice.OneIn(3))
        {
            text.Append("Content-Disposition: ").Append(dice.Pick("attachment", "attachment", "inline", "Attachment"))
                .Append(dice.OneIn(5) ? "" : _names.Write("filename")).Append(dice.OneIn(8) ? "; size=100" : "").Append('\n');
        }

        if (dice.OneIn(6))
            text.Append("Content-ID: <").Append(dice.Token(8)).Append("@example.test>\nContent-Description: ").Append(dice.Sentence(2)).Append('\n');
        WriteEncoded(text, dice.OneIn(4) ? Lines("text in a file") : dice.Bytes(dice.Next(300)), isBinary: true);
    }

    private void WriteEncoded(StringBuilder text, string content, bool isBinary = false)
    {
        string encoding = isBinary ? "base64" : dice.Pick("", "7bit", "8bit", "quoted-printable", "base64");
        string body = encoding switch
        {
            "base64" => _encoder.Base64(content),
            "quoted-printable" => _encoder.QuotedPrintable(content),
            _ => content,
        };
        if (dice.OddOneIn(12))
            encoding = dice.Pick("base64", "quoted-printable", "x-uuencode", "binary", "nonsense", "base64 base64", "base64;", "(c) base64", "\"base64\"", "8bit, base64", "base-64");
        if (encoding.Length > 0)
            text.Append("Content-Transfer-Encoding: ").Append(dice.OneIn(4) ? encoding.ToUpperInvariant() : encoding).Append('\n');
        if (dice.OddOneIn(25))
            text.Append("Content-Transfer-Encoding: ").Append(dice.Pick("7bit", "base64", "quoted-printable")).Append('\n');
        text.Append('\n').Append(body);
    }

    private void WriteFileInText(StringBuilder text)
    {
        text.Append("Content-Type: text/plain\n\n").Append(dice.OneIn(2) ? Lines("before") + "\n" : "");
        string bytes = dice.Bytes(1 + dice.Next(200)), name = dice.Pick("file.bin", "two words.txt", dice.Token(6) + ".exe");
        text.Append(dice.OddOneIn(3) ? ContentEncoder.Yenc(bytes, name) : _encoder.Uuencode(bytes, name));
        text.Append(dice.OneIn(2) ? "\n" + Lines("after") : "");
    }

    private void WriteElsewhere(StringBuilder text) => text.Append(dice.Pick(
        "Content-Type: message/partial; id=\"abc@example.test\"; number=2; total=3\n\nSubject: a piece\n\npiece",
        "Content-Type: message/external-body; access-type=URL; URL=\"http://example.test/x\"\n\nContent-Type: text/plain\n\n",
        "Content-Type: text/rfc822-headers\n\nSubject: only a header\n",
        "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAA"));

    private string Lines(string sample)
    {
        var lines = new StringBuilder(sample);
        for (int count = dice.Next(5); count > 0; count--)
            lines.Append('\n').Append(dice.OneIn(5) ? dice.Pick("", ".", "..", "From here", "  indented", "trailing  ", "-- ", "--", "=") : dice.Sentence(1 + dice.Next(9)));
        if (dice.OddOneIn(20))
            lines.Append('\n').Append('y', 1100);
        return lines.ToString();
    }
}
