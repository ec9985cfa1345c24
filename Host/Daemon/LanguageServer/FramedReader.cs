using System.Globalization;
using System.Text;

namespace Postern.Daemon.LanguageServer;

/// <summary>Reads messages in the framing of the Language Server Protocol: header lines, an empty line, <c>Content-Length</c> bytes.</summary>
internal sealed class FramedReader(Stream input)
{
    /// <summary>No message is longer, in bytes: no source that the compiler takes makes one.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const int MaxHeader = 8 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <returns>The content of the next message; <see langword="null"/> at the end of the input.</returns>
    /// <exception cref="InvalidDataException">What comes is no message; where the next one begins nobody knows.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        int? length = null;
        for (int line = 0; ; line++)
        {
            string? header = await ReadLineAsync(cancellationToken);
            if (header is null)
                return line == 0 ? null : throw new InvalidDataException("the input ends within a message's header");
            if (header.Length == 0)
                break;
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                throw new InvalidDataException($"expected a header line such as `Content-Length: 120', found `{header}'");
            if (header[..colon].Trim().Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                length = LengthOf(header[(colon + 1)..].Trim());
        }

        byte[] content = new byte[length ?? throw new InvalidDataException("a message's header has no Content-Length")];
        for (int filled = 0; filled < content.Length;)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                throw new InvalidDataException($"the input ends after {filled} of {content.Length} bytes of a message");
            int count = Math.Min(_end - _start, content.Length - filled);
            _buffer.AsSpan(_start, count).CopyTo(content.AsSpan(filled));
            _start += count;
            filled += count;
        }

        return content;
    }

    private static int LengthOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= MaxLength
            ? length
            : throw new InvalidDataException($"Content-Length is `{text}'; expected a number up to {MaxLength}");

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
                return line.Length == 0 ? null : throw new InvalidDataException("the input ends within a header line");
            char c = (char)_buffer[_start++];
            if (c == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Append(c).Length > MaxHeader)
                throw new InvalidDataException($"a header line has more than {MaxHeader} bytes");
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await input.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
