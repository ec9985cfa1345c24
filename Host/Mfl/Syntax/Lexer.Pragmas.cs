using System.Globalization;
using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Pragmatic comments (manual node "Pragmas").</content>
internal sealed partial class Lexer
{
    private void ReadPragma(string argument, SourcePlace place)
    {
        var words = SplitWords(argument);
        if (words.Count == 0)
            return;
        var arguments = words.GetRange(1, words.Count - 1);
        var problem = words[0] switch
        {
            "regex" => _regex.Apply(arguments.ToArray()),
            "stacksize" => ReadStackSize(arguments, place),
            "prereq" => ReadPrerequisite(arguments, place),
            "greylist" => ReadGreylist(arguments, place),
            "dbprop" => ReadDatabaseProperties(arguments, place),
            "miltermacros" => ReadMilterMacros(arguments, place),
            "provide-callout" => Add(new PragmaSyntax.ProvideCallout(place)),
            _ => "unknown pragma",
        };
        if (problem != null)
            _diagnostics.Error(place, problem);
    }

    private string? Add(PragmaSyntax pragma)
    {
        _pragmas.Add(pragma);
        return null;
    }

    private static List<string> SplitWords(string text)
    {
        var words = new List<string>();
        var position = 0;
        while (position < text.Length)
        {
            if (text[position] is ' ' or '\t')
            {
                position++;
                continue;
            }

            var quote = text[position] is '"' or '\'' ? text[position] : '\0';
            var end = quote != '\0' ? text.IndexOf(quote, position + 1) : text.AsSpan(position).IndexOfAny(' ', '\t') + position;
            if (end < position)
                end = text.Length;
            var start = quote != '\0' ? position + 1 : position;
            if (end > start)
                words.Add(text[start..end]);
            position = end + 1;
        }

        return words;
    }

    private string? ReadStackSize(List<string> words, SourcePlace place)
    {
        if (words.Count == 0)
            return "too few arguments in pragma";
        if (words.Count > 3)
            return "too many arguments in pragma";
        var doubles = words.Count > 1 && words[1] == "twice";
        var problem = ReadSize(words[0], out var size);
        var increment = 0L;
        var maximum = 0L;
        if (problem == null && words.Count > 1 && !doubles)
            problem = ReadSize(words[1], out increment);
        if (problem == null && words.Count > 2)
            problem = ReadSize(words[2], out maximum);
        return problem ?? Add(new PragmaSyntax.StackSize(
            size, words.Count > 1 && !doubles ? increment : null, doubles, words.Count > 2 ? maximum : null, place));
    }

    /// <summary>A number of words with the suffix k, m, g or t.</summary>
    private static string? ReadSize(string word, out long size)
    {
        size = 0;
        var digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
            digits++;
        var shift = word[digits..] switch
        {
            "" => 0,
            "k" or "K" => 10,
            "m" or "M" => 20,
            "g" or "G" => 30,
            "t" or "T" => 40,
            _ => -1,
        };
        if (shift < 0 || digits == 0)
            return $"invalid size suffix (near {word[digits..]})";
        if (!long.TryParse(word[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out size) || size > long.MaxValue >> shift)
            return "invalid size: numeric overflow occurred";
        size <<= shift;
        return null;
    }

    private string? ReadPrerequisite(List<string> words, SourcePlace place)
    {
        if (words.Count != 1)
            return words.Count == 0 ? "invalid version syntax" : "too many arguments in pragma";
        var parts = words[0].Split('.');
        if (parts.Length > 4 || !parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return "invalid version syntax";
        var version = Version.Parse(parts.Length == 1 ? words[0] + ".0" : words[0]);
        if (version <= _options.LanguageVersion)
            return Add(new PragmaSyntax.Prerequisite(words[0], place));
        _diagnostics.Error(place, $"this source file requires mailfromd version {words[0]} or later,");
        return $"but you use version {_options.LanguageVersion}";
    }

    private string? ReadGreylist(List<string> words, SourcePlace place)
    {
        if (words.Count != 1)
            return words.Count == 0 ? "too few arguments in pragma" : "too many arguments in pragma";
        return words[0] switch
        {
            "traditional" or "gray" => Add(new PragmaSyntax.Greylist(false, place)),
            "ct" or "con-tassios" => Add(new PragmaSyntax.Greylist(true, place)),
            _ => "unknown semantics; allowed values are: traditional (or gray) and ct (or con-tassios)",
        };
    }

    private string? ReadDatabaseProperties(List<string> words, SourcePlace place)
    {
        if (words.Count < 2)
            return "too few arguments in pragma";
        foreach (var word in words.Skip(1).Where(static word => word != "null" && !word.EndsWith("://", StringComparison.Ordinal)))
        {
            if (DatabaseMode.Read(word, out _) is { } problem)
                return problem;
        }

        return Add(new PragmaSyntax.DatabaseProperties(words[0], words.GetRange(1, words.Count - 1), place));
    }

    private string? ReadMilterMacros(List<string> words, SourcePlace place)
    {
        if (words.Count < 2)
            return "too few arguments in pragma";
        if (HandlerNames.KindOf(words[0]) is not { } handler)
            return $"unknown smtp state tag: {words[0]}";
        var macros = words.Skip(1).Select(word => word.Trim('{', '}')).Where(word => word.Length > 0).ToArray();
        return Add(new PragmaSyntax.MilterMacros(handler, macros, place));
    }
}
