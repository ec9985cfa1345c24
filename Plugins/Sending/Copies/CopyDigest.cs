using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Copies;

/// <summary>
/// The keyed digest over what a copy is: envelope, header, body. It leaves out what an MTA may change on the way: the case of domains and field names, folds and blanks in fields
/// (as DKIM's relaxed form), and empty lines at the end of the body (as its simple form).
/// </summary>
internal sealed class CopyDigest : IDisposable
{
    private static readonly byte[] LineEnds = [.. Enumerable.Repeat((byte)'\n', 4096)];

    private readonly IncrementalHash _hash;

    public CopyDigest(byte[] key) => _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    public void Add(string text)
    {
        _hash.AppendData(Encoding.Latin1.GetBytes(text));
        _hash.AppendData("\n"u8);
    }

    public void AddEnvelope(string sender, IEnumerable<string> recipients)
    {
        Add(EnvelopeMatch.Key(sender));
        foreach (var recipient in recipients.Select(EnvelopeMatch.Key).Order(StringComparer.Ordinal))
            Add(recipient);
        Add("");
    }

    public void AddField(HeaderField field)
    {
        var words = Encoding.Latin1.GetString(field.Body.Span).Split([' ', '\t', '\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries);
        Add($"{Encoding.Latin1.GetString(field.Name.Span).Trim(' ', '\t').ToLowerInvariant()}:{string.Join(' ', words)}");
    }

    public async ValueTask AddBodyAsync(IMessageContent body, CancellationToken cancellationToken)
    {
        long lineEnds = 0;
        await foreach (var piece in NormalizedContent.ReadBodyAsync(body, NormalizedContent.Lf, cancellationToken))
            AddLines(piece.Span, ref lineEnds);
    }

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();

    // Line ends wait until a line follows them.
    private void AddLines(ReadOnlySpan<byte> piece, ref long waiting)
    {
        while (!piece.IsEmpty)
        {
            var end = piece.IndexOf((byte)'\n');
            var text = end < 0 ? piece : piece[..end];
            if (!text.IsEmpty)
            {
                for (; waiting > 0; waiting -= Math.Min(waiting, LineEnds.Length))
                    _hash.AppendData(LineEnds.AsSpan(0, (int)Math.Min(waiting, LineEnds.Length)));
                _hash.AppendData(text);
            }

            if (end < 0)
                return;
            waiting++;
            piece = piece[(end + 1)..];
        }
    }
}
