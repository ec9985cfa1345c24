namespace Postern.Plugins.Greylist.Keys;

/// <summary>
/// Bounce address tags: <c>prvs=TAG=local</c> (draft-levine-smtp-batv), its older form <c>prvs=local/TAG</c>, <c>msprvs1=TAG=local</c> (SparkPost),
/// <c>btv1==TAG==local</c> (Barracuda).
/// </summary>
internal static class TaggedAddress
{
    private const int MostScheme = 12;
    private const int MostTag = 64;

    /// <summary>The local part without its tag.</summary>
    public static string Strip(string local)
    {
        int end = local.IndexOf('=', StringComparison.Ordinal);
        if (end is < 1 or > MostScheme)
            return local;
        ReadOnlySpan<char> scheme = local.AsSpan(0, end).TrimEnd("0123456789");
        ReadOnlySpan<char> rest = local.AsSpan(end + 1);
        if (scheme.Equals("btv", StringComparison.OrdinalIgnoreCase) && rest.StartsWith('='))
            return Behind(rest[1..], "==", local);
        if (!scheme.EndsWith("prvs", StringComparison.OrdinalIgnoreCase))
            return local;
        int slash = rest.LastIndexOf('/');
        return slash > 0 && !rest.Contains('=') ? rest[..slash].ToString() : Behind(rest, "=", local);
    }

    private static string Behind(ReadOnlySpan<char> text, string separator, string otherwise)
    {
        int end = text.IndexOf(separator, StringComparison.Ordinal);
        return end is > 0 and <= MostTag && end + separator.Length < text.Length ? text[(end + separator.Length)..].ToString() : otherwise;
    }
}
