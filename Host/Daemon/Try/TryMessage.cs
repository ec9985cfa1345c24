using System.Text;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary>Builds messages to play.</summary>
internal static class TryMessage
{
    public static MailMessage Build(TryOptions options)
    {
        var message = options.MessageFile is { } file
            ? MailMessage.Parse(File.ReadAllBytes(file))
            : MailMessage.Parse(Make(options.From, options.To, options.Header, "A message played by postern try", options.Body ?? "Hello."));
        message.Sender = options.From;
        foreach (string recipient in options.To)
            message.Recipients.Add(recipient);
        if (options.MessageFile is not null)
        {
            foreach (var (name, value) in options.Header)
                message.AddHeader(name, ' ' + value);
            if (options.Body is { } body)
                message.Body = MailMessage.Parse(Encoding.Latin1.GetBytes($"\r\n{body}\r\n")).Body;
        }

        return message;
    }

    /// <summary>Header and body: From, To and Subject are there whether they are given or not.</summary>
    public static byte[] Make(
        string from, IEnumerable<string> to, IReadOnlyList<(string Name, string Value)> header, string subject, string body)
    {
        var text = new StringBuilder();
        AddUnlessGiven("From", from.Trim('<', '>'));
        AddUnlessGiven("To", string.Join(", ", to.Select(static address => address.Trim('<', '>'))));
        AddUnlessGiven("Subject", subject);
        foreach (var (name, value) in header)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.Latin1.GetBytes(text.Append("\r\n").Append(body).Append("\r\n").ToString());

        void AddUnlessGiven(string name, string value)
        {
            if (!header.Any(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                text.Append(name).Append(": ").Append(value).Append("\r\n");
        }
    }
}
