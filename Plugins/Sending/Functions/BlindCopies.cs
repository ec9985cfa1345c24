using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Functions;

/// <summary>A server gets no Bcc field (RFC 5322 §3.6.3): it would pass it on to everybody.</summary>
internal static class BlindCopies
{
    public static IMessageContent Strip(IMailMessage message)
    {
        var segments = new List<ContentSegment>();
        var content = message.Content;
        long start = 0;
        foreach (var field in message.Header.Where(static field => HeaderText.IsNamed(field.Field, "Bcc")))
        {
            Keep(start, field.Offset);
            start = field.Offset + field.Length;
        }

        if (start == 0 && segments.Count == 0)
            return content;
        Keep(start, content.Length);
        return new ComposedContent(segments);

        void Keep(long from, long to)
        {
            if (to > from)
                segments.Add(new ContentSegment(to - from, content.Open, from));
        }
    }
}
