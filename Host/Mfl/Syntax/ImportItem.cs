using Postern.Mfl.Binding;
using Postern.Mfl.Regex;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Syntax;

/// <summary>What stands behind <c>import</c>: a name, <c>/re/</c> for those that match, or <c>/re/s/x/y/</c>, which renames them.</summary>
internal sealed class ImportItem
{
    private readonly string _text;
    private readonly PosixRegex? _regex;
    private readonly StringTransform? _transform;

    private ImportItem(string text, PosixRegex? regex, StringTransform? transform)
    {
        _text = text;
        _regex = regex;
        _transform = transform;
    }

    /// <param name="text">The item.</param>
    /// <param name="isQuoted">It stands in quotes; a word alone is a name whatever it looks like.</param>
    /// <param name="flags">The flags in force.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static ImportItem? Read(string text, bool isQuoted, RegexFlags flags, out string problem)
    {
        problem = "";
        if (!isQuoted || !text.StartsWith('/'))
            return new ImportItem(text, null, null);
        var end = text.IndexOf('/', 1);
        while (end > 0 && text[end - 1] == '\\')
            end = text.IndexOf('/', end + 1);
        if (end < 0)
        {
            problem = $"invalid import pattern {text}: the closing slash is missing";
            return null;
        }

        try
        {
            var regex = PosixRegex.Compile(text[1..end].Replace("\\/", "/", StringComparison.Ordinal), MatchBinder.OptionsOf(flags));
            var rest = text[(end + 1)..];
            return new ImportItem(text, regex, rest.Length == 0 ? null : StringTransform.Compile(rest, MatchBinder.OptionsOf(flags)));
        }
        catch (PosixRegexException e)
        {
            problem = $"cannot compile regex: {e.Message}";
        }
        catch (TransformException e)
        {
            problem = $"invalid transform string: {e.Message}";
        }

        return null;
    }

    /// <summary>The name under which a symbol is imported; <see langword="null"/> when the item does not select it.</summary>
    public string? NameOf(string symbol)
    {
        try
        {
            return _regex is null ? symbol == _text ? symbol : null
                : !_regex.IsMatch(symbol) ? null
                : _transform is null ? symbol
                : _transform.Apply(symbol);
        }
        catch (Exception e) when (e is PosixRegexException or MflFatalException)
        {
            // Back references that take too many steps, or a name longer than any.
            return null;
        }
    }
}
