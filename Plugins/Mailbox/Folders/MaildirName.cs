using System.Globalization;
using System.Security.Cryptography;

namespace Postern.Plugins.Mailbox.Folders;

/// <summary>The name of a message in a maildir: <c>SECONDS.UNIQUE.HOST</c>, in <c>cur</c> followed by a colon and flags. Names order as messages came.</summary>
/// <param name="Seconds">The time of delivery; 0 when the name tells none.</param>
/// <param name="Microseconds">What it says more exactly.</param>
/// <param name="Unique">The name without flags.</param>
internal readonly record struct MaildirName(long Seconds, long Microseconds, string Unique)
{
    public static MaildirName Parse(string name)
    {
        var unique = name.Split(':', 2)[0];
        var dot = unique.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return new MaildirName(NumberAt(unique, 0), 0, unique);
        var fine = unique.IndexOf('M', dot);
        return new MaildirName(NumberAt(unique, 0), fine == dot + 1 ? NumberAt(unique, fine + 1) : 0, unique);
    }

    /// <summary>Makes one that nobody else makes.</summary>
    public static string Make(TimeProvider time)
    {
        var now = time.GetUtcNow();
        var microseconds = now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        var host = Environment.MachineName.Replace("/", @"\057", StringComparison.Ordinal).Replace(":", @"\072", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{now.ToUnixTimeSeconds()}.M{microseconds:D6}P{Environment.ProcessId}R{RandomNumberGenerator.GetHexString(16, lowercase: true)}.{host}");
    }

    /// <summary>Orders names as their messages came.</summary>
    public static int Compare(MaildirName one, MaildirName other)
    {
        var order = one.Seconds.CompareTo(other.Seconds);
        if (order == 0)
            order = one.Microseconds.CompareTo(other.Microseconds);
        return order != 0 ? order : string.CompareOrdinal(one.Unique, other.Unique);
    }

    private static long NumberAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return long.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
