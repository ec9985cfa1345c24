using System.Text;
using Postern.Mfl.Regex;

namespace Postern.Mfl.Runtime;

/// <summary>
/// Reads transform expressions (manual, node "String transformation"):
/// <c>s</c> D regexp D replacement D flags [<c>;</c> ...], where D is any character and flags are <c>g</c>, <c>i</c>, <c>x</c> and a number.
/// </summary>
internal sealed class TransformParser
{
    private const int HighestGroup = 9;

    private readonly string _text;
    private readonly PosixRegexOptions _options;
    private int _at;

    private TransformParser(string text, PosixRegexOptions options)
    {
        _text = text;
        _options = options;
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="TransformException">It is wrong.</exception>
    public static IReadOnlyList<TransformRule> Parse(string text, PosixRegexOptions options)
    {
        var parser = new TransformParser(text, options);
        var rules = new List<TransformRule>();
        do
            rules.Add(parser.ParseRule());
        while (parser._at < text.Length);
        return rules;
    }

    private TransformRule ParseRule()
    {
        if (_at + 1 >= _text.Length || _text[_at] != 's')
            throw new TransformException("invalid transform expression", _text, _at);
        char delimiter = _text[_at + 1];
        _at += 2;
        string pattern = ReadPart(delimiter, "missing replacement expression");
        string replacement = ReadPart(delimiter, "missing trailing delimiter");
        PosixRegexOptions options = _options;
        int first = 0;
        bool all = false;
        for (; _at < _text.Length && _text[_at] != ';'; _at++)
        {
            switch (_text[_at])
            {
                case 'g':
                    all = true;
                    break;
                case 'i':
                    options |= PosixRegexOptions.IgnoreCase;
                    break;
                case 'x':
                    options |= PosixRegexOptions.Extended;
                    break;
                case >= '0' and <= '9':
                    first = Math.Min((first * 10) + _text[_at] - '0', ProgramOperations.MaximumLength);
                    break;
                default:
                    throw new TransformException("unknown flag", _text, _at);
            }
        }

        _at++;
        PosixRegex compiled = Compile(pattern, options);
        return new TransformRule(
            compiled, pattern.StartsWith('^'), ParseReplacement(replacement, compiled.GroupCount), Math.Max(first, 1), all);
    }

    /// <summary>Reads up to the delimiter; before it a backslash makes it ordinary and goes.</summary>
    private string ReadPart(char delimiter, string problem)
    {
        var part = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            if (c == delimiter)
            {
                _at++;
                return part.ToString();
            }

            if (c == '\\' && _at + 1 < _text.Length)
            {
                c = _text[++_at];
                if (c != delimiter)
                    part.Append('\\');
            }

            part.Append(c);
        }

        throw new TransformException(problem, _text, _text.Length);
    }

    private static PosixRegex Compile(string pattern, PosixRegexOptions options)
    {
        try
        {
            return PosixRegex.Compile(pattern, options);
        }
        catch (PosixRegexException problem)
        {
            throw new TransformException("invalid transform expression", problem.Message, 0);
        }
    }

    private static List<TransformPiece> ParseReplacement(string text, int groupCount)
    {
        var pieces = new List<TransformPiece>();
        var literal = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '&')
            {
                Flush();
                pieces.Add(new TransformPiece(TransformPieceKind.Group));
            }
            else if (text[i] != '\\' || i + 1 == text.Length)
            {
                literal.Append(text[i]);
            }
            else if (char.IsAsciiDigit(text[++i]))
            {
                int group = text[i] - '0';
                while (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
                    group = Math.Min((group * 10) + text[++i] - '0', HighestGroup + 1);
                if (group > Math.Min(groupCount, HighestGroup))
                    throw new TransformException("back reference out of range", text, i + 1);
                Flush();
                pieces.Add(new TransformPiece(TransformPieceKind.Group, "", group));
            }
            else if (KindOf(text[i]) is { } kind)
            {
                Flush();
                pieces.Add(new TransformPiece(kind));
            }
            else
            {
                literal.Append(ReadEscape(text, ref i));
            }
        }

        Flush();
        return pieces;

        void Flush()
        {
            if (literal.Length > 0)
                pieces.Add(new TransformPiece(TransformPieceKind.Literal, literal.ToString()));
            literal.Clear();
        }
    }

    private static TransformPieceKind? KindOf(char c) => c switch
    {
        'U' => TransformPieceKind.Upper,
        'L' => TransformPieceKind.Lower,
        'u' => TransformPieceKind.UpperNext,
        'l' => TransformPieceKind.LowerNext,
        'E' => TransformPieceKind.End,
        _ => null,
    };

    private static char ReadEscape(string text, ref int i)
    {
        if (text[i] == 'x' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
        {
            i += 2;
            return (char)System.Convert.ToByte(text.Substring(i - 1, 2), 16);
        }

        return text[i] switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            char other => other,
        };
    }
}
