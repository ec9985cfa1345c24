using System.Text;

namespace Postern.Mfl.Tests.Regex;

/// <summary>Random patterns and subjects over a small alphabet, so that matches are frequent; the seed decides everything.</summary>
internal sealed class PatternGenerator(int seed, bool extended, bool backReferences)
{
    private static readonly string[] Classes =
    [
        "[ab]", "[^a]", "[a-c]", "[[:alpha:]]", "[^[:space:]]", "[]a]", "[a-]", "[^]b]", "[[.a.]b]", "[[=b=]]", "[[:upper:]a]", "[.]",
    ];

    private static readonly string[] Escapes = ["\\w", "\\W", "\\s", "\\S"];

    private static readonly string[] First = ["^", "\\b", "\\<", "\\`", "\\B", ""];

    private static readonly string[] Last = ["$", "\\b", "\\>", "\\'", "\\B", ""];

    private readonly Random _random = new(seed);
    private int _groups;

    /// <summary>Whether the last pattern has anchors; subjects then have no newlines (without the newline flag the library takes
    /// one it has just matched for the start of a line).</summary>
    public bool HasAnchors { get; private set; }

    public string NextPattern()
    {
        _groups = 0;
        HasAnchors = false;
        var pattern = new StringBuilder();
        if (_random.Next(3) != 0)
        {
            Choice(pattern, 0);
            return pattern.ToString();
        }

        // Anchors only where the library has no bugs: at the ends of the whole pattern.
        HasAnchors = true;
        pattern.Append(First[_random.Next(First.Length)]);
        Sequence(pattern, 0);
        pattern.Append(Last[_random.Next(Last.Length)]);
        return pattern.ToString();
    }

    public string NextSubject()
    {
        var length = _random.Next(0, 12);
        var subject = new StringBuilder();
        while (length-- > 0)
            subject.Append("aaabbbcA_ \n"[_random.Next(HasAnchors ? 10 : 11)]);
        return subject.ToString();
    }

    /// <summary>Any characters an operator is made of, mostly malformed patterns.</summary>
    public string NextNoise()
    {
        const string Pieces = "ab\\\\()[]{}*+?|^$.,123-:=w<'`BzZ ";
        var length = _random.Next(1, 9);
        var noise = new StringBuilder();
        while (length-- > 0)
            noise.Append(Pieces[_random.Next(Pieces.Length)]);
        return noise.ToString();
    }

    private string Operator(string text) => extended ? text : "\\" + text;

    private void Choice(StringBuilder pattern, int depth)
    {
        Sequence(pattern, depth);
        while (_random.Next(5) == 0)
        {
            pattern.Append(Operator("|"));
            if (_random.Next(6) != 0)
                Sequence(pattern, depth);
        }
    }

    private void Sequence(StringBuilder pattern, int depth)
    {
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            Atom(pattern, depth);

            // The library does not return from many repeated groups when there are back references too.
            if (!backReferences || !(char.IsAsciiDigit(pattern[^1]) || pattern[^1] == ')'))
                Repetition(pattern);
        }
    }

    private void Atom(StringBuilder pattern, int depth)
    {
        switch (_random.Next(depth < (backReferences ? 2 : 4) ? 12 : 8))
        {
            case 0:
                pattern.Append('.');
                break;
            case 1:
                pattern.Append(Classes[_random.Next(Classes.Length)]);
                break;
            case 2 when _random.Next(2) == 0:
                pattern.Append(Escapes[_random.Next(Escapes.Length)]);
                break;
            case 3 when backReferences && _groups > 0:
                pattern.Append('\\').Append(_random.Next(1, Math.Min(9, _groups) + 1));
                break;
            case > 7:
                _groups++;
                pattern.Append(Operator("("));
                if (_random.Next(12) != 0)
                    Choice(pattern, depth + 1);
                pattern.Append(Operator(")"));
                break;
            default:
                pattern.Append("abcA"[_random.Next(4)]);
                break;
        }
    }

    private void Repetition(StringBuilder pattern)
    {
        switch (_random.Next(14))
        {
            case 0 or 1:
                pattern.Append('*');
                break;
            case 2:
                pattern.Append(Operator("+"));
                break;
            case 3:
                pattern.Append(Operator("?"));
                break;
            case 4:
                var low = _random.Next(3);
                pattern.Append(Operator("{")).Append(low).Append(',');
                if (_random.Next(3) != 0)
                    pattern.Append(low + _random.Next(3));
                pattern.Append(Operator("}"));
                break;
        }
    }
}
