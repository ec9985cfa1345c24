using System.Text;

namespace Postern.Plugins.Mime.Addresses;

/// <summary>Cuts an address field into tokens (RFC 5322 §3.2), in linear time.</summary>
internal sealed class AddressScanner(string field, ICollection<string> problems)
{
    private int _at;

    // What was once found to have no end is not searched for again.
    private bool _hasBrokenQuote;
    private bool _hasBrokenComment;
    private bool _hasBrokenLiteral;

    /// <summary>Reads the next token.</summary>
    public AddressToken Next()
    {
        bool isApart = false;
        for (; _at < field.Length; _at++)
        {
            char c = field[_at];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                isApart = true;
                continue;
            }

            if (c == '"' && !_hasBrokenQuote && TryReadUntil('"', "a quoted string without end", ref _hasBrokenQuote, out string quoted))
                return new AddressToken(AddressTokenKind.Word, quoted, isApart);
            if (c == '(' && !_hasBrokenComment && TryReadComment(out string comment))
                return new AddressToken(AddressTokenKind.Comment, comment, isApart);
            if (c == '[' && !_hasBrokenLiteral && TryReadUntil(']', "a domain literal without end", ref _hasBrokenLiteral, out string literal))
                return new AddressToken(AddressTokenKind.Literal, $"[{literal}]", isApart);
            if (c is '<' or '>' or '@' or ',' or ';' or ':')
                return new AddressToken(AddressTokenKind.Special, field[_at++].ToString(), isApart);
            if (c is not ('"' or '(' or ')' or '[' or ']'))
                return new AddressToken(AddressTokenKind.Word, ReadAtom(), isApart);
            problems.Add($"`{c}' without its other half");
        }

        return new AddressToken(AddressTokenKind.End, "", isApart);
    }

    private string ReadAtom()
    {
        int start = _at;
        while (_at < field.Length && !" \t\r\n\"()[]<>@,;:".Contains(field[_at], StringComparison.Ordinal))
            _at++;
        string atom = field[start.._at];
        if (atom.AsSpan().ContainsAnyInRange('\0', '\x1f') || atom.AsSpan().IndexOfAny('\\', '\x7f') >= 0)
            problems.Add("a backslash or a control character outside quotes");
        return atom;
    }

    // Folds are taken away (RFC 5322 §3.2.4).
    private bool TryReadUntil(char end, string problem, ref bool isBroken, out string text)
    {
        var result = new StringBuilder();
        for (int at = _at + 1; at < field.Length; at++)
        {
            char c = field[at];
            if (c == end)
            {
                _at = at + 1;
                text = result.ToString();
                return true;
            }

            if (c == '\\' && at + 1 < field.Length)
                result.Append(field[++at]);
            else if (c is not ('\r' or '\n'))
                result.Append(c);
        }

        isBroken = true;
        problems.Add(problem);
        text = "";
        return false;
    }

    private bool TryReadComment(out string text)
    {
        var result = new StringBuilder();
        int depth = 1;
        for (int at = _at + 1; at < field.Length; at++)
        {
            char c = field[at];
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0)
            {
                _at = at + 1;
                text = result.ToString();
                return true;
            }

            if (c == '\\' && at + 1 < field.Length)
                result.Append(field[++at]);
            else if (c is not ('\r' or '\n'))
                result.Append(c);
        }

        _hasBrokenComment = true;
        problems.Add("a comment without end");
        text = "";
        return false;
    }
}
