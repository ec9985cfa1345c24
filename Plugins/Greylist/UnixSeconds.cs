namespace Postern.Plugins.Greylist;

/// <summary>Seconds since 1970 as records hold them, whatever they hold.</summary>
internal static class UnixSeconds
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>When something that ends at such a second stops existing: <see langword="null"/> for a time that no calendar reaches.</summary>
    public static DateTimeOffset? End(long seconds) => seconds > Latest ? null : DateTimeOffset.FromUnixTimeSeconds(long.Max(seconds, 0));

    /// <summary>The moment, if it is one of the calendar's.</summary>
    public static bool TryDate(long seconds, out DateTimeOffset date)
    {
        bool isDate = seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= Latest;
        date = isDate ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return isDate;
    }
}
