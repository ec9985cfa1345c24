using System.Buffers;
using Postern.Milter.Client;

namespace Postern.Tools.Mtasim.Smtp;

/// <summary>Reads what follows DATA up to the dot, and undoes the doubling of leading dots.</summary>
internal sealed class MessageReader(ILineSource lines, SessionTrace trace)
{
    /// <summary>The largest message, in bytes.</summary>
    public const int MaxMessage = 128 << 20;

    /// <summary>The reply to a message that cannot be kept as it is; empty when it can.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The message, or <see langword="null"/> when the input ends before the dot.</summary>
    public async Task<MailMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<byte>();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            await trace.LineAsync(line.Text, cancellationToken);
            if (line.Text == ".")
                return MailMessage.Parse(text.WrittenSpan);
            if (line.IsCut)
                Problem = $"500 5.6.0 A line is longer than {StreamLineSource.MaxLine} bytes";
            else if (text.WrittenCount + line.Text.Length + 2 > MaxMessage)
                Problem = $"552 5.3.4 The message is larger than {MaxMessage} bytes";
            else
                Append(text, line.Text);
        }

        return null;
    }

    private static void Append(ArrayBufferWriter<byte> text, string line)
    {
        int start = line.StartsWith('.') ? 1 : 0;
        int count = System.Text.Encoding.Latin1.GetBytes(line.AsSpan(start), text.GetSpan(line.Length + 2));
        "\r\n"u8.CopyTo(text.GetSpan(count + 2)[count..]);
        text.Advance(count + 2);
    }
}
