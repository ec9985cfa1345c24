using System.Globalization;

namespace Postern.Plugins.System;

/// <summary>
/// The levels of one debugging category as a set of bits: <c>error</c>, <c>trace0</c> to <c>trace9</c>, <c>prot</c>
/// (manual of mailutils, node "Debugging").
/// </summary>
internal static class DebugLevels
{
    public const int Protocol = 11;
    public const int All = (1 << (Protocol + 1)) - 1;

    /// <summary>Reads <c>LEVEL</c> (all up to it), <c>=LEVEL</c>, <c>!LEVEL</c> (all but those up to it) or <c>FROM-TO</c>.</summary>
    /// <param name="text">What follows the category's period.</param>
    /// <param name="error">What is wrong, when the result is <see langword="null"/>.</param>
    public static int? Parse(string text, out string error)
    {
        error = "";
        var kind = text is ['=' or '!', ..] ? text[0] : ' ';
        var bounds = text[(kind == ' ' ? 0 : 1)..].Split('-', 2);
        if (Level(bounds[0], ref error) is not { } first)
            return null;
        if (bounds.Length == 1)
            return kind switch { '=' => 1 << first, '!' => All & ~UpTo(first), _ => UpTo(first) };
        if (Level(bounds[1], ref error) is not { } last)
            return null;
        var range = UpTo(Math.Max(first, last)) & ~(UpTo(Math.Min(first, last)) >> 1);
        return kind == '!' ? All & ~range : range;
    }

    /// <summary>The levels as <see cref="Parse"/> reads them, with the period; nothing for all of them.</summary>
    public static string Write(int levels)
    {
        if (levels == All)
            return "";
        var first = int.TrailingZeroCount(levels);
        var last = int.Log2(levels);
        if (first == last)
            return ".=" + Name(first);
        if (levels != (UpTo(last) & ~(UpTo(first) >> 1)))
            return "." + string.Join(',', Enumerable.Range(0, Protocol + 1).Where(level => (levels & (1 << level)) != 0).Select(Name));
        return first == 0 ? "." + Name(last) : $".{Name(first)}-{Name(last)}";
    }

    private static int UpTo(int level) => (1 << (level + 1)) - 1;

    private static string Name(int level) => level switch
    {
        0 => "error",
        Protocol => "prot",
        _ => string.Create(CultureInfo.InvariantCulture, $"trace{level - 1}"),
    };

    private static int? Level(string text, ref string error)
    {
        for (var level = 0; level <= Protocol; level++)
        {
            if (Name(level) == text)
                return level;
        }

        error = text.StartsWith("trace", StringComparison.Ordinal) && text.Length > 6 ? $"invalid level: {text}" : $"unknown level `{text}'";
        return null;
    }
}
