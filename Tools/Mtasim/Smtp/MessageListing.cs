using System.Text;
using Postern.Milter.Client;

namespace Postern.Tools.Mtasim.Smtp;

/// <summary>A message with its envelope in lines, as <c>\M</c> shows it.</summary>
internal static class MessageListing
{
    public static IReadOnlyList<string> Lines(MailMessage message)
    {
        List<string> lines =
        [
            "Sender: " + string.Join(' ', message.SenderArguments.Prepend(message.Sender)),
            .. message.Recipients.Select(static recipient => "Recipient: " + recipient),
        ];
        if (message.QuarantineReason is { } reason)
            lines.Add("Quarantine: " + reason);
        lines.Add("");
        string[] content = Encoding.Latin1.GetString(message.ToArray()).Split('\n');
        // What ends with a line end has one piece more than lines.
        lines.AddRange(content[^1].Length == 0 ? content[..^1] : content);
        return [.. lines.Select(static line => Bytes.Printable(line.TrimEnd('\r'))), "End of message"];
    }
}
