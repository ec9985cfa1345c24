using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Content;

/// <summary>What must be known of a message before it is sent.</summary>
/// <param name="Bytes">Its size with CRLF line ends (RFC 1870 §3).</param>
/// <param name="HasEightBit">It has bytes above 0x7F.</param>
/// <param name="LongestLine">The bytes of its longest line without the end.</param>
/// <param name="LongestLineNumber">Which line that is, from 1.</param>
internal sealed record ContentSurvey(long Bytes, bool HasEightBit, long LongestLine, long LongestLineNumber)
{
    /// <summary>The most bytes of a line without its end (RFC 5321 §4.5.3.1.6).</summary>
    public const int MostLineBytes = 998;

    public static async ValueTask<ContentSurvey> TakeAsync(IMessageContent content, CancellationToken cancellationToken)
    {
        var survey = new ContentSurvey(0, false, 0, 0);
        var line = (Bytes: 0L, Number: 1L);
        await foreach (var piece in NormalizedContent.ReadAsync(content, NormalizedContent.CrLf, cancellationToken))
            survey = survey.Take(piece.Span, ref line);
        return survey;
    }

    private ContentSurvey Take(ReadOnlySpan<byte> bytes, ref (long Bytes, long Number) line)
    {
        var (longest, number) = (LongestLine, LongestLineNumber);
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\r');
            line.Bytes += end < 0 ? rest.Length : end;
            if (line.Bytes > longest)
                (longest, number) = (line.Bytes, line.Number);
            if (end < 0)
                break;

            // The LF may only come with the next piece: it then counts as no byte of the next line.
            line = (-1, line.Number + 1);
            rest = rest[(end + 1)..];
        }

        return new ContentSurvey(Bytes + bytes.Length, HasEightBit || bytes.ContainsAnyInRange((byte)0x80, (byte)0xff), longest, number);
    }
}
