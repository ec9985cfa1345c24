using System.Globalization;
using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Comments that are none: <c>#include</c>, <c>#line</c>, <c>#error</c>, <c>#warning</c>, the block at the top.</content>
internal sealed partial class Lexer
{
    /// <summary>A comment to the end of the line; a directive when it starts its line.</summary>
    private void ReadHash()
    {
        if (!_frame.AtLineStart)
        {
            _frame.TakeLine();
            return;
        }

        var mark = new SourceMark(_frame.Line, 1);
        var indent = _frame.Text.Substring(_frame.Position - _frame.Column + 1, _frame.Column - 1);
        _frame.Advance();
        var line = _frame.TakeLine().TrimEnd('\r').ToString();
        var place = _frame.PlaceFrom(mark);
        var body = line.TrimStart(' ', '\t');
        var end = 0;
        while (end < body.Length && (IsWordPart(body[end]) || body[end] == '-'))
            end++;
        if (LacksBlank(body, end))
        {
            if (body[end..] is ['"' or '<', ..])
                _diagnostics.Warning(place, $"this is a comment: `#{body[..end]}' wants a blank before its argument");
        }
        else
            ReadDirective(body, end, $"{indent}#{line}", place);
    }

    private void ReadDirective(string body, int end, string whole, SourcePlace place)
    {
        var argument = body[end..].Trim(' ', '\t');
        switch (body[..end])
        {
            case "line":
                ReadLineNumber(argument, place);
                break;
            case "include":
                ReadInclude(argument, place, once: false);
                break;
            case "include_once":
                ReadInclude(argument, place, once: true);
                break;
            case "error":
                _diagnostics.Error(place, whole);
                break;
            case "warning":
                _diagnostics.Warning(place, whole);
                break;
            case "pragma":
                ReadPragma(argument, place);
                break;
            case { Length: > 0 } number when number.All(char.IsAsciiDigit) && argument.StartsWith('"'):
                ReadLineNumber(body, place);
                break;
        }
    }

    // A name alone, or with something else behind it, is a comment's first word.
    private static bool LacksBlank(string body, int end) =>
        body[..end] is "line" or "include" or "include_once" or "error" or "warning" or "pragma" && (end == body.Length || body[end] is not (' ' or '\t'));

    /// <summary><c>NUMBER ["FILE"]</c>: the place of the next line.</summary>
    private void ReadLineNumber(string argument, SourcePlace place)
    {
        var words = SplitWords(argument);
        if (words.Count is 0 or > 2 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            _diagnostics.Error(place, "malformed #line statement");
            return;
        }

        _frame.RenumberNextLine(line);
        if (words.Count == 2)
            _frame.FileName = words[1];
    }

    private void ReadInclude(string argument, SourcePlace place, bool once)
    {
        var inPathOnly = argument.StartsWith('<');
        var name = argument.Trim('"');
        if (inPathOnly)
            name = argument.Trim('<', '>');
        if (name.Length == 0)
        {
            _diagnostics.Error(place, "#include needs the name of a file");
            return;
        }

        if (FindInclude(name, inPathOnly) is not { } path)
        {
            _diagnostics.Error(place, $"{name}: no such file or directory");
            return;
        }

        if (once && _included.Contains(path))
            return;
        if (_including.Count >= MaxIncludeDepth || ++_includeCount > MaxIncludes)
        {
            _diagnostics.Error(
                place,
                _including.Count >= MaxIncludeDepth
                    ? $"more than {MaxIncludeDepth} nested #include statements: does {name} include itself?"
                    : $"more than {MaxIncludes} #include statements in one program");
            Stop();
            return;
        }

        if (_options.Reader.Read(path, out var problem) is not { } text)
        {
            _diagnostics.Error(place, $"cannot open `{name}': {problem}");
            return;
        }

        _included.Add(path);
        _including.Push(_frame);
        _frame = new SourceFrame(_options.Reader.Preprocess(text with { FileName = path }, _diagnostics));
    }

    private string? FindInclude(string name, bool inPathOnly)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
            return null;
        if (Path.IsPathRooted(name))
            return _options.Reader.Exists(name) ? name : null;
        if (!inPathOnly && _options.Reader.Exists(Path.Combine(_options.WorkingDirectory, name)))
            return name;
        return _options.IncludePath.Select(directory => Path.Combine(directory, name)).FirstOrDefault(_options.Reader.Exists);
    }

    /// <summary>The block <c>#!/... !#</c> at the top (manual node "Comments"), also when the preprocessor put <c>#line</c> before it.</summary>
    private void SkipTopBlock()
    {
        while (_frame.Follows("#line "))
        {
            ReadHash();
            _frame.Advance();
        }

        if (!_frame.Follows("#!/") && !_frame.Follows("#! /"))
            return;
        var place = new SourcePlace(_frame.FileName, _frame.Line, 1, _frame.Line, 1);
        while (!_frame.AtEnd)
        {
            var line = _frame.TakeLine().TrimEnd('\r');
            var ends = line.SequenceEqual("!#");
            _frame.Advance();
            if (ends)
                return;
        }

        _diagnostics.Error(place, "end of file in shell block: no line consists of !#");
    }
}
