using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Filters;

/// <summary>Reads the words of a filter chain.</summary>
internal sealed class FilterCursor(string function, string text)
{
    private int _at;

    public string Name()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && text[_at] is not ('|' or '(' or ')' or ',' or ' ' or '\t'))
            _at++;
        return _at > start ? text[start.._at] : throw Error($"expected filter name, but found \"{Here}\"");
    }

    public IReadOnlyList<string> Arguments()
    {
        SkipBlanks();
        var arguments = new List<string>();
        if (_at == text.Length || text[_at] != '(')
            return arguments;
        do
        {
            _at++;
            arguments.Add(Argument());
        }
        while (text[_at] == ',');
        _at++;
        return arguments;
    }

    /// <summary>Whether another filter follows.</summary>
    public bool Next()
    {
        SkipBlanks();
        if (_at == text.Length)
            return false;
        if (text[_at] != '|')
            throw Error($"expected pipe or end of input, but found \"{Here}\"");
        _at++;
        return true;
    }

    private string Here => _at < text.Length ? text[_at].ToString() : "";

    private string Argument()
    {
        SkipBlanks();
        var quote = _at < text.Length && text[_at] is ('"' or '\'') ? text[_at++] : '\0';
        var start = _at;
        while (_at < text.Length && (quote == '\0' ? text[_at] is not (',' or ')') : text[_at] != quote))
            _at++;
        if (_at == text.Length)
            throw Error("unexpected end of input in argument list");
        var argument = text[start.._at];
        if (quote == '\0')
            return argument.TrimEnd(' ', '\t');
        _at++;
        SkipBlanks();
        return _at < text.Length && text[_at] is (',' or ')') ? argument : throw Error("unexpected end of input in argument list");
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is (' ' or '\t'))
            _at++;
    }

    private MflException Error(string what) =>
        new(MflExceptionCode.Failure, $"{function}: {what}, near {text[_at..]}");
}
