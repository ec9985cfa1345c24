using System.Globalization;
using System.Text;

namespace Postern.Plugins.Spf.Evaluation;

/// <summary>Names that may be looked up.</summary>
internal static class SpfDomain
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Whether a domain can have a policy: several labels, and no address in brackets (RFC 7208 section 4.3).</summary>
    public static bool IsQualified(string name) => IsName(name) && name[0] != '[' && name.AsSpan()[..^1].Contains('.');

    /// <summary>Labels of 1 to 63 bytes, 253 in all; a final dot is allowed.</summary>
    public static bool IsName(string name)
    {
        ReadOnlySpan<char> text = name.AsSpan();
        if (text.EndsWith('.'))
            text = text[..^1];
        if (text.Length is 0 or > LongestName || text.ContainsAnyExceptInRange(' ', '~'))
            return false;
        foreach (Range range in text.Split('.'))
        {
            int length = text[range].Length;
            if (length is 0 or > LongestLabel)
                return false;
        }

        return true;
    }

    /// <summary>A name in A-labels; what is no name stays as it is.</summary>
    /// <param name="name">A byte string in UTF-8.</param>
    public static string ToAscii(string name)
    {
        if (Ascii.IsValid(name))
            return name;
        try
        {
            return new IdnMapping().GetAscii(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name)));
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    /// <summary>Takes labels away at the left until the name is not too long (section 7.3).</summary>
    public static string Shorten(string name)
    {
        ReadOnlySpan<char> text = name.AsSpan().TrimEnd('.');
        while (text.Length > LongestName)
        {
            int dot = text.IndexOf('.');
            if (dot < 0)
                return name;
            text = text[(dot + 1)..];
        }

        return text.Length == name.Length ? name : text.ToString();
    }
}
