using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Goes through the words of a command line as GNU getopt_long does (C library manual, "Getopt Long Options").</summary>
internal sealed class OptionScanner(string[] words, IReadOnlyList<OptionScanner.Description> options)
{
    private int _at;
    private int _inWord;
    private int _others;
    private bool _isOver;

    /// <summary>Whether an option takes an argument.</summary>
    internal enum ArgumentNeed
    {
        None,
        Optional,
        Mandatory,
    }

    /// <summary>The argument of the last option.</summary>
    public string Argument { get; private set; } = "";

    /// <summary>The position, from 1, of the next word; at the end that of the first that is no option.</summary>
    public long Index { get; private set; } = 1;

    /// <summary>The last option's short form if it was wrong.</summary>
    public string Wrong { get; private set; } = "";

    /// <summary>What was wrong with it.</summary>
    public string Problem { get; private set; } = "";

    /// <exception cref="MflException"><c>e_inval</c>: a description is empty.</exception>
    public static IReadOnlyList<Description> Describe(ReadOnlySpan<string> descriptions)
    {
        var result = new List<Description>(descriptions.Length);
        foreach (var text in descriptions)
        {
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            var head = bar < 0 ? text : text[..bar];
            var name = bar < 0 ? "" : text[(bar + 1)..];
            var need = head.EndsWith("::", StringComparison.Ordinal) ? ArgumentNeed.Optional
                : head.EndsWith(':') ? ArgumentNeed.Mandatory
                : ArgumentNeed.None;
            var shortName = head.TrimEnd(':') is [not '-', ..] word ? word[..1] : "";
            if (shortName.Length == 0 && name.Length == 0)
                throw new MflException(MflExceptionCode.Invalid, $"getopt: \"{text}\" describes no option");
            result.Add(new Description(shortName, name, need));
        }

        return result;
    }

    public string Next()
    {
        Argument = Wrong = Problem = "";
        if (_inWord == 0 && !FindOption())
        {
            Index = words.Length - _others + 1;
            return "";
        }

        var option = _inWord > 0 ? ShortOption() : LongOption();
        Index = _at + 1;
        return option;
    }

    /// <summary>Skips what is no option, to an option's word; <see langword="false"/> at the end.</summary>
    private bool FindOption()
    {
        while (!_isOver && _at < words.Length)
        {
            var word = words[_at];
            if (word == "--")
            {
                _isOver = true;
                _others += words.Length - _at - 1;
                _at = words.Length;
                return false;
            }

            if (word.Length > 1 && word[0] == '-')
            {
                _inWord = word[1] == '-' ? 0 : 1;
                return true;
            }

            _others++;
            _at++;
        }

        _isOver = true;
        return false;
    }

    private string ShortOption()
    {
        var word = words[_at];
        var name = word.Substring(_inWord++, 1);
        var rest = word[_inWord..];
        if (rest.Length == 0)
            NextWord();
        if (options.FirstOrDefault(option => option.ShortName == name) is not { } found)
            return Fail(name, $"invalid option -- '{name}'");
        if (found.Need == ArgumentNeed.None)
            return name;
        if (rest.Length > 0)
        {
            Argument = rest;
            NextWord();
        }
        else if (found.Need == ArgumentNeed.Mandatory && !TakeWord())
            return Fail(name, $"option requires an argument -- '{name}'");
        return name;
    }

    private string LongOption()
    {
        var word = words[_at];
        NextWord();
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word[2..] : word[2..equals];
        var candidates = options.Where(option => option.LongName.StartsWith(name, StringComparison.Ordinal) && option.LongName.Length > 0).ToArray();
        var found = Array.Find(candidates, option => option.LongName == name) ?? (candidates.Length == 1 ? candidates[0] : null);
        if (found is null)
            return Fail("", candidates.Length > 0 ? $"option '{word}' is ambiguous" : $"unrecognized option '--{name}'");
        if (equals >= 0 && found.Need == ArgumentNeed.None)
            return Fail(found.ShortName, $"option '--{found.LongName}' doesn't allow an argument");
        if (equals >= 0)
            Argument = word[(equals + 1)..];
        else if (found.Need == ArgumentNeed.Mandatory && !TakeWord())
            return Fail(found.ShortName, $"option '--{found.LongName}' requires an argument");
        return found.ShortName.Length > 0 ? found.ShortName : found.LongName;
    }

    private bool TakeWord()
    {
        if (_at == words.Length)
            return false;
        Argument = words[_at];
        NextWord();
        return true;
    }

    private void NextWord()
    {
        _at++;
        _inWord = 0;
    }

    private string Fail(string option, string problem)
    {
        Wrong = option;
        Problem = problem;
        return "?";
    }

    /// <summary>An option.</summary>
    /// <param name="ShortName">One character, or nothing.</param>
    /// <param name="LongName">Without the dashes; or nothing.</param>
    /// <param name="Need">Whether it takes an argument.</param>
    internal sealed record Description(string ShortName, string LongName, ArgumentNeed Need);
}
