using System.Globalization;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>What a server says it can, in its reply to EHLO (RFC 5321 §4.1.1.1).</summary>
/// <param name="Size">The largest message it takes (RFC 1870); 0 when it says none, <see langword="null"/> without the extension.</param>
/// <param name="EightBit">8BITMIME (RFC 6152).</param>
/// <param name="International">SMTPUTF8 (RFC 6531).</param>
/// <param name="StartTls">STARTTLS (RFC 3207).</param>
/// <param name="Notifications">DSN (RFC 3461).</param>
/// <param name="Mechanisms">AUTH's mechanisms (RFC 4954), in capitals.</param>
internal sealed record ServerFeatures(
    long? Size, bool EightBit, bool International, bool StartTls, bool Notifications, IReadOnlyList<string> Mechanisms)
{
    public static ServerFeatures None { get; } = new(null, false, false, false, false, []);

    public static ServerFeatures Read(ServerReply reply)
    {
        var features = None;
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            features = words switch
            {
                ["SIZE", .. var rest] => features with
                {
                    Size = rest.Length > 0 && long.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
                },
                ["8BITMIME", ..] => features with { EightBit = true },
                ["SMTPUTF8", ..] => features with { International = true },
                ["STARTTLS", ..] => features with { StartTls = true },
                ["DSN", ..] => features with { Notifications = true },
                ["AUTH", .. var rest] => features with { Mechanisms = rest },
                _ => features,
            };
        }

        return features;
    }
}
