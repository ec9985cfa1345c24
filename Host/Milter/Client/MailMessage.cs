using System.Text;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>
/// A message with its envelope, as an MTA holds it, to which the changes of a filter are applied the way Sendmail and Postfix do.
/// Texts are byte strings.
/// </summary>
public sealed class MailMessage
{
    /// <summary>Stands in for the Received field that the MTA adds above and hides from filters; insertion indexes count it.</summary>
    private static readonly HeaderLine OwnReceived = new("", "");

    private readonly List<HeaderLine> _header = [OwnReceived];

    /// <summary>The envelope sender with brackets; <c>&lt;&gt;</c> is the null sender.</summary>
    public string Sender { get; set; } = "<>";

    /// <summary>The ESMTP arguments of MAIL.</summary>
    public IList<string> SenderArguments { get; } = [];

    /// <summary>The recipients with brackets, in order.</summary>
    public IList<string> Recipients { get; } = [];

    /// <summary>The reason of the quarantine; <see langword="null"/> when the message is not held.</summary>
    public string? QuarantineReason { get; private set; }

    /// <summary>The header fields from the top, without the MTA's own Received field.</summary>
    public IEnumerable<HeaderLine> Header => _header.Where(h => !ReferenceEquals(h, OwnReceived));

    /// <summary>The body, with the line ends that it had.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Reads a message; bare LF line ends become CRLF, an mbox <c>From </c> line is dropped.</summary>
    /// <param name="text">Header, empty line, body. A line that is no header field ends the header, as in an MTA.</param>
    public static MailMessage Parse(ReadOnlySpan<byte> text)
    {
        var message = new MailMessage();
        var bytes = WithCrLf(text);
        int position = bytes.AsSpan().StartsWith("From "u8) ? LineEnd(bytes, 0) : 0;
        while (position < bytes.Length)
        {
            int end = LineEnd(bytes, position);
            if (bytes.AsSpan(position, end - position) is [(byte)'\r', (byte)'\n'])
            {
                position = end;
                break;
            }

            while (end < bytes.Length && bytes[end] is (byte)' ' or (byte)'\t')
                end = LineEnd(bytes, end);
            string line = Encoding.Latin1.GetString(bytes, position, end - position);
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).TrimEnd(" \t").ContainsAny(" \t\r\n"))
                break;
            string rest = line[(colon + 1)..];
            message.AddHeader(line[..colon], rest.EndsWith("\r\n", StringComparison.Ordinal) ? rest[..^2] : rest);
            position = end;
        }

        message.Body = bytes.AsMemory(position);
        return message;
    }

    /// <summary>Adds a field below all others.</summary>
    /// <param name="name">The name.</param>
    /// <param name="rest">What follows the colon, blanks included.</param>
    public void AddHeader(string name, string rest) => _header.Add(new HeaderLine(name, rest));

    /// <summary>Applies a change. One that concerns something that is not there does what both MTAs do: nothing, or appends.</summary>
    /// <param name="change">The change.</param>
    /// <param name="leadingSpace">Whether header values were negotiated with the blank after the colon.</param>
    public void Apply(MessageModification change, bool leadingSpace)
    {
        switch (change)
        {
            case MessageModification.AddHeader add:
                _header.Add(HeaderLine.FromMilter(add.Name, add.Value, leadingSpace));
                break;
            case MessageModification.InsertHeader insert:
                _header.Insert(
                    Math.Clamp(insert.Index, 0, _header.Count), HeaderLine.FromMilter(insert.Name, insert.Value, leadingSpace));
                break;
            case MessageModification.ChangeHeader replace:
                ChangeHeader(replace, leadingSpace);
                break;
            case MessageModification.ChangeSender sender:
                ChangeSender(sender);
                break;
            case MessageModification.AddRecipient add:
                if (FindRecipient(add.Address) < 0)
                    Recipients.Add(Bracketed(add.Address));
                break;
            case MessageModification.DeleteRecipient delete:
                if (FindRecipient(delete.Address) is >= 0 and int place)
                    Recipients.RemoveAt(place);
                break;
            case MessageModification.ReplaceBody body:
                Body = body.Body;
                break;
            case MessageModification.Quarantine quarantine:
                QuarantineReason = quarantine.Reason;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, "a known change was expected");
        }
    }

    /// <summary>An independent copy.</summary>
    public MailMessage Clone()
    {
        var copy = new MailMessage { Sender = Sender, Body = Body, QuarantineReason = QuarantineReason };
        copy._header.Clear();
        copy._header.AddRange(_header);
        foreach (string argument in SenderArguments)
            copy.SenderArguments.Add(argument);
        foreach (string recipient in Recipients)
            copy.Recipients.Add(recipient);
        return copy;
    }

    /// <summary>The header fields, an empty line and the body.</summary>
    public byte[] ToArray()
    {
        var header = new StringBuilder();
        foreach (var field in Header)
            header.Append(field.Name).Append(':').Append(field.Rest).Append("\r\n");
        header.Append("\r\n");
        byte[] all = new byte[header.Length + Body.Length];
        Encoding.Latin1.GetBytes(header.ToString(), all);
        Body.Span.CopyTo(all.AsSpan(header.Length));
        return all;
    }

    private void ChangeHeader(MessageModification.ChangeHeader change, bool leadingSpace)
    {
        int left = Math.Max(change.Index, 1);
        int place = _header.FindIndex(h => !ReferenceEquals(h, OwnReceived)
            && h.Name.AsSpan().TrimEnd(" \t").Equals(change.Name, StringComparison.OrdinalIgnoreCase) && --left == 0);
        if (change.Value.Length == 0)
        {
            if (place >= 0)
                _header.RemoveAt(place);
            return;
        }

        var field = HeaderLine.FromMilter(change.Name, change.Value, leadingSpace);
        if (place >= 0)
            _header[place] = field;
        else
            _header.Add(field);
    }

    private void ChangeSender(MessageModification.ChangeSender change)
    {
        Sender = Bracketed(change.Address);
        if (change.Arguments.Length == 0)
            return;
        SenderArguments.Clear();
        foreach (string argument in change.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            SenderArguments.Add(argument);
    }

    private int FindRecipient(string address)
    {
        string wanted = Bracketed(address);
        for (int i = 0; i < Recipients.Count; i++)
        {
            if (Recipients[i] == wanted)
                return i;
        }

        return -1;
    }

    private static string Bracketed(string address) => address.StartsWith('<') ? address : $"<{address}>";

    private static byte[] WithCrLf(ReadOnlySpan<byte> text)
    {
        int bare = 0;
        for (int i = 0; i < text.Length; i++)
            bare += IsBareLf(text, i) ? 1 : 0;
        byte[] result = new byte[text.Length + bare];
        int to = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsBareLf(text, i))
                result[to++] = (byte)'\r';
            result[to++] = text[i];
        }

        return result;
    }

    private static bool IsBareLf(ReadOnlySpan<byte> text, int i) => text[i] == '\n' && (i == 0 || text[i - 1] != '\r');

    private static int LineEnd(byte[] bytes, int from)
    {
        int end = bytes.AsSpan(from).IndexOf((byte)'\n');
        return end < 0 ? bytes.Length : from + end + 1;
    }
}
