namespace Postern.Plugins.Mime.Editing;

/// <summary>What must be known of a text to add to it.</summary>
/// <param name="Length">Its length in bytes, decoded.</param>
/// <param name="EndsLine">It is empty or ends with a line end.</param>
/// <param name="BodyEnd">Where its last <c>&lt;/body</c>, or else <c>&lt;/html</c>, stands; its length when there is none.</param>
internal sealed record TextScan(long Length, bool EndsLine, long BodyEnd)
{
    private const int BufferSize = 16 * 1024;
    private const int TagLength = 6;

    /// <summary>Reads a text to its end and closes it.</summary>
    public static TextScan Of(Stream text)
    {
        using Stream stream = text;
        var buffer = new byte[BufferSize];
        long length = 0, body = -1, html = -1;
        int kept = 0;
        byte last = (byte)'\n';
        for (int count; (count = stream.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            length += count;
            ReadOnlySpan<byte> window = buffer.AsSpan(0, kept + count);
            last = window[^1];
            long start = length - window.Length;
            for (int at = window.Length; (at = window[..at].LastIndexOf("</"u8)) >= 0;)
            {
                if (window.Length - at < TagLength)
                    continue;
                if (IsTag(window.Slice(at, TagLength), "</body"u8) && start + at > body)
                    body = start + at;
                else if (IsTag(window.Slice(at, TagLength), "</html"u8) && start + at > html)
                    html = start + at;
            }

            kept = Math.Min(TagLength - 1, window.Length);
            window[^kept..].CopyTo(buffer);
        }

        return new TextScan(length, last == '\n', body >= 0 ? body : html >= 0 ? html : length);
    }

    private static bool IsTag(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag)
    {
        for (int i = 0; i < tag.Length; i++)
        {
            if ((text[i] is >= (byte)'A' and <= (byte)'Z' ? text[i] | 0x20 : text[i]) != tag[i])
                return false;
        }

        return true;
    }
}
