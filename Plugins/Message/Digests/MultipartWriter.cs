using System.Text;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message.Digests;

/// <summary>Writes a multipart message.</summary>
internal sealed class MultipartWriter
{
    private const int CopySize = 64 * 1024;

    private readonly SpooledContent _target;
    private readonly string _boundary;

    /// <param name="target">Where to.</param>
    /// <param name="boundary">A boundary that nobody can have foreseen.</param>
    public MultipartWriter(SpooledContent target, string boundary)
    {
        _target = target;
        _boundary = boundary;
        Write($"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\n\n");
    }

    /// <summary>Writes a part.</summary>
    /// <param name="head">What stands before the rest.</param>
    /// <param name="rest">The rest; disposed.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> head, Stream rest, CancellationToken cancellationToken)
    {
        await using Stream input = rest;
        Write($"\n--{_boundary}\n");
        _target.Append(head.Span);
        byte[] buffer = new byte[CopySize];
        while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            _target.Append(buffer.AsSpan(0, count));
    }

    public void End() => Write($"\n--{_boundary}--\n");

    private void Write(string text) => _target.Append(Encoding.Latin1.GetBytes(text));
}
