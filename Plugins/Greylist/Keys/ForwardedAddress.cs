namespace Postern.Plugins.Greylist.Keys;

/// <summary>
/// The sender rewriting scheme: <c>SRS0=HASH=TIME=domain=local</c> and <c>SRS1=HASH=forwarder==HASH=TIME=domain=local</c>, where the first separator, and that behind the
/// forwarder, may also be <c>+</c> or <c>-</c>.
/// </summary>
internal static class ForwardedAddress
{
    private const int NameLength = 4;
    private const string Separators = "=+-";

    /// <summary>The local part without hash and time, <c>srs0=domain=local</c>; <see langword="null"/> when it is not rewritten.</summary>
    public static string? Strip(string local)
    {
        ReadOnlySpan<char> text = local;
        if (text.Length <= NameLength || !Separators.Contains(text[NameLength], StringComparison.Ordinal))
            return null;
        ReadOnlySpan<char> name = text[..NameLength];
        ReadOnlySpan<char> rest = text[(NameLength + 1)..];
        if (name.Equals("SRS0", StringComparison.OrdinalIgnoreCase))
            return Original(rest) is { } original ? $"srs0={original}" : null;
        if (!name.Equals("SRS1", StringComparison.OrdinalIgnoreCase) || !TryTake(ref rest, out _) || !TryTake(ref rest, out var forwarder) || rest.IsEmpty
            || !Separators.Contains(rest[0], StringComparison.Ordinal))
        {
            return null;
        }

        return Original(rest[1..]) is { } first ? $"srs1={SenderAddress.LowerAscii(forwarder)}={first}" : null;
    }

    // HASH=TIME=domain=local
    private static string? Original(ReadOnlySpan<char> text) =>
        TryTake(ref text, out _) && TryTake(ref text, out _) && TryTake(ref text, out var domain) && !text.IsEmpty
            ? $"{SenderAddress.LowerAscii(domain)}={VariablePart.Strip(text.ToString())}"
            : null;

    private static bool TryTake(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> field)
    {
        int end = text.IndexOf('=');
        field = end > 0 ? text[..end] : default;
        text = end > 0 ? text[(end + 1)..] : text;
        return end > 0;
    }
}
