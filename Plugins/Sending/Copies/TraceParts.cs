using System.Globalization;

namespace Postern.Plugins.Sending.Copies;

/// <summary>What a trace field says in the open.</summary>
/// <param name="Count">How often the message has been copied, this time included.</param>
/// <param name="Time">When, in seconds since 1970.</param>
/// <param name="Fields">How many header fields below it belong to the copy.</param>
internal sealed record TraceParts(int Count, long Time, int Fields)
{
    private const int MacBytes = 32;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"v=1; n={Count}; t={Time}; h={Fields}");

    /// <summary>Reads a field; <see langword="null"/> for what no host writes.</summary>
    public static TraceParts? Parse(string value, out byte[] origin, out byte[] content)
    {
        (origin, content) = ([], []);
        var items = value.Split(';', StringSplitOptions.TrimEntries);
        if (items is not ["v=1", ['n', '=', .. var count], ['t', '=', .. var time], ['h', '=', .. var fields], ['s', '=', .. var made], ['c', '=', .. var bound]])
            return null;
        (origin, content) = (Mac(made), Mac(bound));
        return Number(count) is { } n and <= int.MaxValue && Number(time) is { } t && Number(fields) is { } h and <= int.MaxValue && origin.Length == MacBytes && content.Length == MacBytes
            ? new TraceParts((int)n, t, (int)h)
            : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static byte[] Mac(string text)
    {
        var bytes = new byte[MacBytes + 1];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : [];
    }
}
