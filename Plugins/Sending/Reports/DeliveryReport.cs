using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Functions;

namespace Postern.Plugins.Sending.Reports;

/// <summary>A delivery status notification: multipart/report (RFC 6522) of a notice, message/delivery-status (RFC 3464) and the message itself.</summary>
internal sealed record DeliveryReport(string Sender, string Recipient, string Text)
{
    private const int BoundaryBytes = 16;

    /// <summary>Further header fields, one on a line.</summary>
    public string Header { get; init; } = "";

    /// <summary>Who says so; empty leaves the field to the server that sends the report.</summary>
    public string From { get; init; } = "";

    public DateTimeOffset Now { get; init; }

    public IMessageContent Compose(IStoredMessage original)
    {
        var boundary = Convert.ToHexString(RandomNumberGenerator.GetBytes(BoundaryBytes));
        var has8Bit = !Ascii.IsValid(Text) || original.Header.Any(static field => !Ascii.IsValid(field.Body.Span)) || HasEightBitBody(original);
        return new ComposedContent(
        [
            ContentSegment.Of(Encoding.Latin1.GetBytes(Top(boundary, has8Bit ? "8bit" : "7bit"))),
            .. StoredSegments.Whole(original),
            ContentSegment.Of(Encoding.Latin1.GetBytes($"\n--{boundary}--\n")),
        ]);
    }

    // RFC 5322 §3.3 in English, whatever the machine speaks.
    private string Date => Now.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + Now.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private string Top(string boundary, string encoding)
    {
        var machine = Environment.MachineName;
        return $"""
            {Fields()}MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            	boundary="{boundary}"
            Content-Transfer-Encoding: {encoding}

            --{boundary}
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: {encoding}

            The original message was received at {Date} from {Sender}.
            {Text.TrimEnd('\n')}

            --{boundary}
            Content-Type: message/delivery-status

            Reporting-MTA: dns; {(Ascii.IsValid(machine) ? machine : "localhost")}
            Arrival-Date: {Date}

            Final-Recipient: {AddressType(Recipient)}; {Recipient}
            Action: failed
            Status: 5.7.1
            Last-Attempt-Date: {Date}

            --{boundary}
            Content-Type: message/rfc822
            Content-Transfer-Encoding: {encoding}


            """;
    }

    /// <summary>The script's fields, and what a report must have beside them.</summary>
    private string Fields()
    {
        var given = HeaderText.Lines(Header);
        var fields = new StringBuilder(given);
        Add("From", From);
        Add("To", Sender);
        Add("Date", Date);
        Add("Auto-Submitted", "auto-replied");
        return fields.ToString();

        void Add(string name, string value)
        {
            if (value.Length > 0 && !("\n" + given).Contains($"\n{name}:", StringComparison.OrdinalIgnoreCase))
                fields.Append(name).Append(": ").Append(value).Append('\n');
        }
    }

    private static string AddressType(string address) => Ascii.IsValid(address) ? "rfc822" : "utf-8";

    private static bool HasEightBitBody(IStoredMessage message)
    {
        using var body = message.OpenBody();
        var buffer = new byte[32 * 1024];
        while (body.Read(buffer) is > 0 and var count)
        {
            if (!Ascii.IsValid(buffer.AsSpan(0, count)))
                return true;
        }

        return false;
    }
}
