using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mailbox.Messages;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>Chooses the line <c>From </c> for a message.</summary>
internal sealed class Envelope(IAddressReader addresses, TimeProvider time)
{
    private static readonly byte[][] SenderFields = ["X-Envelope-Sender"u8.ToArray(), "Return-Path"u8.ToArray(), "From"u8.ToArray()];

    /// <summary>The line that the message had, or one of its sender and of now.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Its sender; <see langword="null"/> to look for it in the header.</param>
    public string LineOf(IMailMessage message, string? sender) =>
        (message.Content as FileSlice)?.FromLine ?? LineWithin(message.Content) ?? FromLine.Write(sender ?? SenderOf(message), time.GetUtcNow());

    private static string? LineWithin(IMessageContent content)
    {
        Span<byte> beginning = stackalloc byte[FromLine.MostBytes + 2];
        using var stream = content.Open();
        var count = stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        var end = beginning[..count].IndexOf((byte)'\n');
        if (end < 0)
            return null;
        var line = beginning[..end].TrimEnd((byte)'\r');
        return FromLine.IsOne(line) ? Encoding.Latin1.GetString(line) : null;
    }

    private string SenderOf(IMailMessage message)
    {
        foreach (var name in SenderFields)
        {
            foreach (var field in message.Header)
            {
                if (Ascii.EqualsIgnoreCase(field.Name.Span, name))
                    return AddressOf(Encoding.Latin1.GetString(field.Value.Span));
            }
        }

        return "";
    }

    private string AddressOf(string field) => addresses.Read(field).Addresses is [var first, ..] ? addresses.WriteMailbox(first) ?? "" : "";
}
