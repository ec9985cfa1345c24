using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings;

/// <summary>
/// Translating, deleting and squeezing bytes as tr(1) does (manual of version 9, node "Character Translation"). A set is a string of bytes, in which <c>a-z</c>
/// is a range, <c>[:alpha:]</c> and its kin are classes of the C locale, and a backslash escapes: <c>\n</c>, <c>\t</c>..., <c>\ooo</c> in octal, else the byte itself.
/// </summary>
[PluginExport(typeof(IMflModule), "translation")]
public sealed class TranslationFunctions : IMflModule
{
    /// <summary>
    /// Replaces each byte of <paramref name="from"/> by the byte at the same position of <paramref name="to"/>, or by its last one where that is shorter.
    /// </summary>
    /// <exception cref="MflException"><c>e_inval</c>: a set is malformed, or <paramref name="to"/> is empty and <paramref name="from"/> is not.</exception>
    [MflFunction("tr", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static string Translate(string text, string from, string to)
    {
        var source = CharacterSet.Parse("tr", from);
        var target = CharacterSet.Parse("tr", to);
        if (source.Length == 0)
            return text;
        if (target.Length == 0)
            throw new MflException(MflExceptionCode.Invalid, "tr: the second set is empty; dc deletes");
        Span<char> map = stackalloc char[256];
        for (var i = 0; i < map.Length; i++)
            map[i] = (char)i;
        // The first mention of a byte counts.
        for (var i = source.Length - 1; i >= 0; i--)
            map[source[i]] = target[Math.Min(i, target.Length - 1)];
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
            result.Append(map[c & 0xFF]);
        return result.ToString();
    }

    /// <summary>Deletes the bytes of a set.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: the set is malformed.</exception>
    [MflFunction("dc", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static string Delete(string text, string set)
    {
        var members = CharacterSet.Members(CharacterSet.Parse("dc", set));
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!members[c & 0xFF])
                result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Makes one byte of each run of the same byte of a set.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: the set is malformed.</exception>
    [MflFunction("sq", NonBlocking = true, Pure = true, Raises = "e_inval")]
    public static string Squeeze(string text, string set)
    {
        var members = CharacterSet.Members(CharacterSet.Parse("sq", set));
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i == 0 || text[i] != text[i - 1] || !members[text[i] & 0xFF])
                result.Append(text[i]);
        }

        return result.ToString();
    }
}
