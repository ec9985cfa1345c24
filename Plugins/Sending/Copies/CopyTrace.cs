using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Copies;

/// <summary>
/// The trace field of copies: <c>v=1; n=COUNT; t=SECONDS; h=FIELDS; s=MAC; c=MAC</c>. <c>s</c> proves that a host with the key has made the field, <c>c</c> that the message is the very
/// copy that it was made for: same envelope, the same <c>h</c> fields below it, the same body. Taken over to another message <c>c</c> fails, and <c>s</c> only counts.
/// </summary>
internal sealed class CopyTrace(CopyKey key)
{
    public const string FieldName = "Postern-Copy";

    private const int MostFields = 50;
    private const int MostFieldBytes = 300;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromHours(1);

    /// <summary>Makes the field that goes above a copy's header.</summary>
    public async ValueTask<HeaderField> MakeAsync(
        int count, DateTimeOffset now, MailSubmission copy, IReadOnlyList<HeaderField> header, IMessageContent body, CancellationToken cancellationToken)
    {
        var parts = new TraceParts(count, now.ToUnixTimeSeconds(), header.Count);
        var content = await ContentMacAsync(parts, copy.Sender, copy.Recipients.Select(static recipient => recipient.Address), header, body, cancellationToken);
        var value = $" {parts};\n\ts={Convert.ToBase64String(OriginMac(parts))};\n\tc={Convert.ToBase64String(content)}";
        return new HeaderField(Encoding.ASCII.GetBytes(FieldName), Encoding.ASCII.GetBytes(value));
    }

    /// <summary>Looks at the trace fields of the message under way.</summary>
    public async ValueTask<TraceVerdict> CheckAsync(
        MessageEnvelope envelope, IStoredMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var verdict = new TraceVerdict(0, false);
        var seen = 0;
        for (var i = 0; i < message.Header.Count && seen < MostFields; i++)
        {
            if (!Ascii.EqualsIgnoreCase(message.Header[i].Name.Span, FieldName) || message.Header[i].Body.Length > MostFieldBytes)
                continue;
            seen++;
            if (TraceParts.Parse(Encoding.Latin1.GetString(message.Header[i].Body.Span), out var origin, out var content) is not { } parts
                || !CryptographicOperations.FixedTimeEquals(OriginMac(parts), origin))
                continue;
            var isFirst = verdict.Count == 0;
            verdict = verdict with { Count = Math.Max(verdict.Count, parts.Count) };
            if (isFirst && IsFresh(parts, now) && parts.Fields <= message.Header.Count - i - 1)
            {
                HeaderField[] below = [.. message.Header.Skip(i + 1).Take(parts.Fields)];
                var body = new ComposedContent([StoredSegments.Body(message)]);
                var mac = await ContentMacAsync(
                    parts, envelope.Sender, envelope.Recipients.Select(static recipient => recipient.Address), below, body, cancellationToken);
                verdict = verdict with { IsCopy = CryptographicOperations.FixedTimeEquals(mac, content) };
            }
        }

        return verdict;
    }

    private static bool IsFresh(TraceParts parts, DateTimeOffset now)
    {
        var age = now.ToUnixTimeSeconds() - parts.Time;
        return age <= Lifetime.TotalSeconds && age >= -ClockDifference.TotalSeconds;
    }

    private byte[] OriginMac(TraceParts parts)
    {
        using var digest = new CopyDigest(key.Read());
        digest.Add("origin");
        digest.Add(parts.ToString());
        return digest.Finish();
    }

    private async ValueTask<byte[]> ContentMacAsync(
        TraceParts parts, string sender, IEnumerable<string> recipients, IReadOnlyList<HeaderField> header, IMessageContent body,
        CancellationToken cancellationToken)
    {
        using var digest = new CopyDigest(key.Read());
        digest.Add("content");
        digest.Add(parts.ToString());
        digest.AddEnvelope(sender, recipients);
        foreach (var field in header)
            digest.AddField(field);
        digest.Add("");
        await digest.AddBodyAsync(body, cancellationToken);
        return digest.Finish();
    }
}
