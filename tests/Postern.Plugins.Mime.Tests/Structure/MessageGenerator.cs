using System.Globalization;
using System.Text;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>Makes messages of every kind of structure, some of them spoilt.</summary>
internal sealed class MessageGenerator(int seed)
{
    private static readonly string[] Boundaries = ["b", "b1", "b11", "=_x", "a-long-boundary-0123456789"];

    private static readonly string[] Junk =
    [
        "--", "--b", "--b--", "--b \t", "--b1--", "--b11", "-", "\0", "\r", "\n", "\r\r\n", " \r\n", ":", "no field\r\n", "From x\r\n", "begin 644 x\r\n#0V%T\r\nend\r\n",
        "=ybegin line=1 size=3 name=y\r\nabc\r\n=yend size=3\r\n", "Content-Type: multipart/mixed; boundary=b; boundary=b1\r\n", "\u00ff", "\r\n\r\n",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>The next message.</summary>
    public byte[] Next()
    {
        _text.Clear();
        Line("Subject: " + _random.Next(100).ToString(CultureInfo.InvariantCulture));
        Line("MIME-Version: 1.0");
        Entity(0);
        for (int spoilt = _random.Next(4); spoilt > 0; spoilt--)
            _text.Insert(_random.Next(_text.Length), Junk[_random.Next(Junk.Length)]);
        return Encoding.Latin1.GetBytes(_text.ToString());
    }

    private void Entity(int depth)
    {
        switch (_random.Next(depth > 5 ? 2 : 6))
        {
            case 0:
                Line("Content-Type: text/plain;\r\n\tcharset=utf-8");
                Text();
                break;
            case 1:
                Line("Content-Type: application/octet-stream; name=x");
                Line("Content-Transfer-Encoding: base64");
                Line("");
                Line("AAECAwQFBgcICQ==");
                break;
            case 2:
                Line("Content-Type: message/rfc822");
                Line("");
                Entity(depth + 1);
                break;
            default:
                Multipart(depth);
                break;
        }
    }

    private void Multipart(int depth)
    {
        string boundary = Boundaries[_random.Next(Boundaries.Length)];
        Line($"Content-Type: multipart/{(_random.Next(4) == 0 ? "digest" : "mixed")}; boundary=\"{boundary}\"");
        Line("");
        if (_random.Next(3) == 0)
            Text();
        for (int parts = _random.Next(4); parts > 0; parts--)
        {
            Line("--" + boundary);
            Entity(depth + 1);
        }

        if (_random.Next(6) > 0)
            Line($"--{boundary}--");
        if (_random.Next(3) == 0)
            Text();
    }

    private void Text()
    {
        Line("");
        for (int lines = _random.Next(4); lines > 0; lines--)
            Line(new string('x', _random.Next(1200) / (_random.Next(40) + 1)));
    }

    private void Line(string text) => _text.Append(text).Append("\r\n");
}
