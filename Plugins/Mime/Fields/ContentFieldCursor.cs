using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Fields;

/// <summary>Cuts a field into its value and its parameters as they stand there.</summary>
/// <remarks><code>
/// field     = value *( ";" parameter )
/// parameter = name "=" ( token / quoted-string )       ; comments and folds anywhere between
/// </code></remarks>
internal ref struct ContentFieldCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>What was irregular so far.</summary>
    public MessageAnomalies Anomalies { get; private set; }

    private readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>Reads what stands before the parameters.</summary>
    public string ReadValue()
    {
        SkipBlanks();
        int start = _at;
        var value = new StringBuilder();
        while (!IsAtEnd && _text[_at] != ';')
        {
            ReadOnlySpan<byte> word = ReadWord("();"u8);

            // A parameter instead of the value, or behind it without a semicolon.
            if (word.Contains((byte)'=') || (value.Length > 0 && value[^1] != '/' && word is not [(byte)'/', ..]))
            {
                Anomalies |= MessageAnomalies.MalformedContentField;
                _at -= word.Length;
                break;
            }

            if (word.IsEmpty)
                _at++;
            value.Append(Encoding.Latin1.GetString(word));
            SkipBlanks();
        }

        if (value.Length == 0 || _at == start)
            Anomalies |= MessageAnomalies.MalformedContentField;
        return Clean(Lower(value.ToString().Trim('"')));
    }

    /// <summary>Reads the next parameter that has a name and a value.</summary>
    /// <param name="name">Its name in lower case.</param>
    /// <param name="readings">Its values, the usual one first.</param>
    public bool TryReadParameter(out string name, out IReadOnlyList<string> readings)
    {
        while (!IsAtEnd)
        {
            SkipBlanks();
            if (IsAtEnd)
                break;
            if (_text[_at] == ';')
            {
                _at++;
                continue;
            }

            name = Clean(Lower(Encoding.Latin1.GetString(ReadWord("=;("u8))));
            SkipBlanks();
            if (IsAtEnd || _text[_at] != '=')
            {
                Anomalies |= MessageAnomalies.MalformedContentField;
                if (name.Length == 0 && !IsAtEnd && _text[_at] != ';')
                    _at++;
                continue;
            }

            _at++;
            SkipBlanks();
            readings = !IsAtEnd && _text[_at] == '"' ? ReadQuoted() : ReadUnquoted();
            if (name.Length > 0)
                return true;
            Anomalies |= MessageAnomalies.MalformedContentField;
        }

        (name, readings) = ("", []);
        return false;
    }

    // Up to white space or one of the others.
    private ReadOnlySpan<byte> ReadWord(ReadOnlySpan<byte> ends)
    {
        int start = _at;
        while (!IsAtEnd && !IsBlank(_text[_at]) && !ends.Contains(_text[_at]))
            _at++;
        return _text[start.._at];
    }

    // White space, folds and comments; programs differ in whether they know comments.
    private void SkipBlanks()
    {
        int depth = 0;
        for (; !IsAtEnd; _at++)
        {
            byte value = _text[_at];
            if (value == '(')
            {
                depth++;
                Anomalies |= MessageAnomalies.CommentInContentField;
            }
            else if (depth == 0 && !IsBlank(value))
            {
                return;
            }
            else if (value == ')')
            {
                depth--;
            }
            else if (value == '\\' && _at + 1 < _text.Length)
            {
                _at++;
            }
        }

        if (depth > 0)
            Anomalies |= MessageAnomalies.MalformedContentField;
    }

    private List<string> ReadQuoted()
    {
        int start = ++_at;
        var value = new StringBuilder();
        bool hasEscape = false;
        for (; !IsAtEnd && _text[_at] != '"'; _at++)
        {
            // Programs of old do not escape the backslashes of a path.
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
                hasEscape |= _text[++_at] is not ((byte)'"' or (byte)'\\');
            value.Append((char)_text[_at]);
        }

        ReadOnlySpan<byte> raw = _text[start.._at];
        if (IsAtEnd)
            return ReadUnclosed(Clean(value.ToString()).TrimEnd(' ', '\t'), raw, start);
        _at++;
        List<string> readings = [Clean(value.ToString())];
        if (hasEscape)
            readings.Add(Clean(Encoding.Latin1.GetString(raw)));
        SkipBlanks();
        if (!IsAtEnd && _text[_at] != ';')
        {
            Anomalies |= MessageAnomalies.MalformedContentField;
            if (!IsParameter(_at))
                readings.Add(Clean(Encoding.Latin1.GetString(raw)) + ReadJunk());
        }

        return readings;
    }

    // The value goes on to the end, or it ends where the next parameter seems to begin.
    private List<string> ReadUnclosed(string whole, ReadOnlySpan<byte> raw, int start)
    {
        Anomalies |= MessageAnomalies.MalformedContentField;
        int semicolon = raw.IndexOf((byte)';');
        if (semicolon < 0)
            return [whole];
        _at = start + semicolon;
        return [whole, Clean(Encoding.Latin1.GetString(raw[..semicolon])).TrimEnd(' ', '\t')];
    }

    private string ReadJunk()
    {
        int length = _text[_at..].IndexOf((byte)';');
        ReadOnlySpan<byte> junk = length < 0 ? _text[_at..] : _text.Slice(_at, length);
        _at += junk.Length;
        return Clean(Encoding.Latin1.GetString(junk)).Replace("\"", "", StringComparison.Ordinal).TrimEnd(' ', '\t');
    }

    private List<string> ReadUnquoted()
    {
        int start = _at;
        ReadOnlySpan<byte> token = ReadWord("(;"u8);
        while (!IsAtEnd && _text[_at] != ';')
        {
            if (_text[_at] == '(')
                Anomalies |= MessageAnomalies.CommentInContentField;
            if (IsBlank(_text[_at]) && IsParameter(_at + 1))
                break;
            _at++;
        }

        string first = Clean(Encoding.Latin1.GetString(token));
        string whole = Clean(Encoding.Latin1.GetString(_text[start.._at])).Trim(' ', '\t');
        if (!IsAtEnd && _text[_at] != ';')
            Anomalies |= MessageAnomalies.MalformedContentField;
        if (whole == first)
            return [first];

        // A comment behind white space is one for most; what else stands there belongs to the value for most.
        if (whole.AsSpan(first.Length).TrimStart(" \t") is ['(', ..] && whole[first.Length] != '(')
            return [first, whole];
        Anomalies |= MessageAnomalies.MalformedContentField;
        return [whole, first];
    }

    // A word and an equals sign.
    private readonly bool IsParameter(int at)
    {
        int start = at;
        while (at < _text.Length && _text[at] is > (byte)' ' and < 0x7F and not ((byte)'=' or (byte)';' or (byte)'"' or (byte)'('))
            at++;
        return at > start && at < _text.Length && _text[at] == '=';
    }

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    // The letters of ASCII alone: others are bytes of some character set.
    private static string Lower(string text) => string.Create(text.Length, text, static (lower, source) =>
    {
        for (int i = 0; i < lower.Length; i++)
            lower[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
    });

    // Folds are no part of a value, and byte strings have no NUL.
    private static string Clean(string text) => text.AsSpan().IndexOfAny("\r\n\0") < 0
        ? text
        : text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
}
