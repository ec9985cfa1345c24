using Postern.Daemon.FilterTests.Parsing;
using Postern.Mfl.Regex;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>A text that is to be equal, contained, or matched by an extended regular expression of MFL. Texts are byte strings.</summary>
internal sealed class TextPattern
{
    private readonly string _text;
    private readonly bool _isPart;
    private readonly PosixRegex? _expression;

    private TextPattern(string text, bool isPart, PosixRegex? expression, string description)
    {
        _text = text;
        _isPart = isPart;
        _expression = expression;
        Description = description;
    }

    /// <summary>For a reader.</summary>
    public string Description { get; }

    public static TextPattern Of(string text, bool isPart) => isPart && text.Length == 0
        ? throw new TestSyntaxException("the empty text is part of every text: a check that cannot fail")
        : new TextPattern(text, isPart, null, isPart ? $"a text that contains \"{text}\"" : $"\"{text}\"");

    public static TextPattern Expression(string pattern, bool ignoresCase)
    {
        var options = PosixRegexOptions.Extended | (ignoresCase ? PosixRegexOptions.IgnoreCase : PosixRegexOptions.None);
        PosixRegex expression;
        try
        {
            expression = PosixRegex.Compile(pattern, options);
        }
        catch (PosixRegexException e)
        {
            throw new TestSyntaxException($"the pattern /{pattern}/ is wrong: {e.Message}");
        }

        // What matches nothing at all and a text that nobody writes matches every text.
        if (expression.IsMatch("") && expression.IsMatch("\x01\x02"))
            throw new TestSyntaxException($"the pattern /{pattern}/ matches every text: a check that cannot fail");
        return new TextPattern("", false, expression, $"a text that matches /{pattern}/{(ignoresCase ? "i" : "")}");
    }

    public bool Matches(string text)
    {
        if (_expression is null)
            return _isPart ? text.Contains(_text, StringComparison.Ordinal) : text == _text;
        try
        {
            return _expression.IsMatch(text);
        }
        catch (PosixRegexException)
        {
            // A pattern with back references that takes too long: not matched within its bounds.
            return false;
        }
    }
}
