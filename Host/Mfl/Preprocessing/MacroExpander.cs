using System.Globalization;
using System.Text;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Preprocessing;

/// <summary>Expands the macros of manual node "m4 macros" by m4's rules, in process: a call is a name and an opening parenthesis at once;
/// arguments lose blanks before them, are split at commas outside of parentheses and quotes, and are expanded; a result is read again;
/// <c>`quotes'</c> nest and lose a level each time they are read; comments are left alone; strings are not known.</summary>
internal sealed class MacroExpander
{
    /// <summary>Calls within the arguments of calls.</summary>
    private const int MaxDepth = 64;

    /// <summary>Characters produced or read again; a macro that repeats its arguments can be made to explode.</summary>
    private const int MaxWork = 4 * 1024 * 1024;

    private readonly Stack<PendingText> _input = new();
    private readonly StringBuilder _output = new();
    private readonly string _source;
    private int _sourceLine = 1;
    private int _expansionLine = 1;
    private int _outputLine = 1;
    private bool _atLineStart = true;
    private int _iterations;
    private int _work;
    private bool _failed;

    public MacroExpander(SourceText source)
    {
        _source = source.Text;
        _input.Push(new PendingText(_source));
    }

    public static IReadOnlyList<string> Names { get; } = ["defined", "printf", "string_list_iterate", "_", "N_"];

    /// <summary>The expanded text; <see langword="null"/> when quotes, comments or parentheses do not end, or the bounds are passed.</summary>
    public string? TryExpand()
    {
        while (!_failed && Read() is { Length: > 0 } token)
        {
            if (IsCall(token))
            {
                // What a call gives stands in the line in which the call began
                _expansionLine = _input.Count == 1 ? _sourceLine : _expansionLine;
                Push(Expand(token, ReadArguments(0)));
            }
            else
            {
                Write(Unquote(token));
            }
        }

        return _failed ? null : _output.ToString();
    }

    private bool IsCall(string token) => Names.Contains(token) && Peek() == '(';

    private char Peek()
    {
        while (_input.TryPeek(out var top))
        {
            if (top.Position < top.Text.Length)
                return top.Text[top.Position];
            if (_input.Count == 1)
                return '\0';
            _input.Pop();
        }

        return '\0';
    }

    private char Take()
    {
        var c = Peek();
        if (c == '\0' && _input.Peek().Position >= _input.Peek().Text.Length)
            return '\0';
        var top = _input.Peek();
        top.Position++;
        if (_input.Count == 1 && c == '\n')
            _sourceLine++;
        if (++_work > MaxWork)
            _failed = true;
        return c;
    }

    private void Push(string text)
    {
        if (_input.Count > MaxDepth * 4)
            _failed = true;
        _input.Push(new PendingText(text));
    }

    private bool AtEnd() => Peek() == '\0' && _input.Peek().Position >= _input.Peek().Text.Length;

    /// <summary>A word, a quoted string with its quotes, a comment, or one character; empty at the end.</summary>
    private string Read()
    {
        if (_failed || AtEnd())
            return "";
        var c = Take();
        if (c == '`')
            return ReadQuoted();
        if (c == '/' && Peek() == '*')
            return ReadComment();
        if (!char.IsAsciiLetter(c) && c != '_')
            return c.ToString();
        var word = new StringBuilder().Append(c);
        // A word does not reach over the end of an expansion
        while (_input.Peek() is var top && top.Position < top.Text.Length
            && (char.IsAsciiLetterOrDigit(top.Text[top.Position]) || top.Text[top.Position] == '_'))
        {
            word.Append(Take());
        }

        return word.ToString();
    }

    private string ReadQuoted()
    {
        var quoted = new StringBuilder("`");
        for (var depth = 1; depth > 0;)
        {
            if (_failed || AtEnd())
            {
                _failed = true;
                return "";
            }

            var c = Take();
            depth += c == '`' ? 1 : c == '\'' ? -1 : 0;
            quoted.Append(c);
        }

        return quoted.ToString();
    }

    private string ReadComment()
    {
        var comment = new StringBuilder("/");
        while (comment.Length < 4 || comment[^1] != '/' || comment[^2] != '*')
        {
            if (_failed || AtEnd())
            {
                _failed = true;
                return "";
            }

            comment.Append(Take());
        }

        return comment.ToString();
    }

    private static string Unquote(string token) => token.StartsWith('`') ? token[1..^1] : token;

    /// <summary>The arguments after a name, their parentheses taken.</summary>
    private List<string> ReadArguments(int depth)
    {
        var arguments = new List<string>();
        if (depth >= MaxDepth)
            _failed = true;
        Take();
        do
            arguments.Add(ReadArgument(depth));
        while (!_failed && Take() == ',');
        return arguments;
    }

    /// <summary>One argument, up to the comma or parenthesis that ends it.</summary>
    private string ReadArgument(int depth)
    {
        var argument = new StringBuilder();
        while (!AtEnd() && char.IsWhiteSpace(Peek()))
            Take();
        for (var parentheses = 0; ;)
        {
            if (_failed || AtEnd())
            {
                _failed = true;
                return "";
            }

            var c = Peek();
            if (parentheses == 0 && c is ',' or ')')
                return argument.ToString();
            parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
            var token = Read();
            if (IsCall(token))
                Push(Expand(token, ReadArguments(depth + 1)));
            else
                argument.Append(Unquote(token));
        }
    }

    private string Expand(string name, List<string> arguments)
    {
        if (_failed)
            return "";
        switch (name)
        {
            case "defined":
                return arguments.Count == 1 ? $"`$'`#>@{arguments[0]}'" : "`defined'";
            case "printf":
                return $"echo sprintf({string.Join(',', arguments)})";
            case "_":
                return arguments.Count == 1 ? $"gettext({arguments[0]})" : "`_'";
            case "N_":
                return arguments.Count == 1 ? arguments[0] : "`N_'";
            default:
                return Iterate(arguments);
        }
    }

    /// <summary><c>string_list_iterate(LIST, DELIMITER, VARIABLE, CODE)</c>.</summary>
    private string Iterate(List<string> arguments)
    {
        while (arguments.Count < 4)
            arguments.Add("");
        var (list, delimiter, variable, code) = (arguments[0], arguments[1], arguments[2], arguments[3]);
        var id = (++_iterations).ToString(CultureInfo.InvariantCulture);
        var (rest, end) = ("__list_" + id, "__end_" + id);
        return $"if {list} != \"\" loop for set {rest} {list} . {delimiter} set {end} index({rest}, {delimiter}), while {end} != -1, "
            + $"set {rest} substr({rest}, {end} + length({delimiter})) set {end} index({rest}, {delimiter}) "
            + $"do set {variable} substr({rest}, 0, {end}) {code} done fi";
    }

    private void Write(string text)
    {
        var line = _input.Count == 1 ? _sourceLine - text.Count('\n') : _expansionLine;
        foreach (var c in text)
        {
            if (_atLineStart && line != _outputLine)
            {
                _output.Append(CultureInfo.InvariantCulture, $"#line {line}\n");
                _outputLine = line;
            }

            _output.Append(c);
            _atLineStart = c == '\n';
            if (c == '\n')
            {
                _outputLine++;
                if (_input.Count == 1)
                    line++;
            }
        }
    }

    private sealed class PendingText(string text)
    {
        public string Text { get; } = text;

        public int Position { get; set; }
    }
}
