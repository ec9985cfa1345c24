using System.Text;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary>Builds the message to play.</summary>
internal static class TryMessage
{
    public static MailMessage Build(TryOptions options)
    {
        var message = options.MessageFile is { } file
            ? MailMessage.Parse(File.ReadAllBytes(file))
            : MailMessage.Parse(Encoding.Latin1.GetBytes(Made(options)));
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

    private static string Made(TryOptions options)
    {
        var text = new StringBuilder();
        AddUnlessGiven("From", options.From.Trim('<', '>'));
        AddUnlessGiven("To", string.Join(", ", options.To.Select(to => to.Trim('<', '>'))));
        AddUnlessGiven("Subject", "A message played by postern try");
        foreach (var (name, value) in options.Header)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        return text.Append("\r\n").Append(options.Body ?? "Hello.").Append("\r\n").ToString();

        void AddUnlessGiven(string name, string value)
        {
            if (!options.Header.Any(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                text.Append(name).Append(": ").Append(value).Append("\r\n");
        }
    }
}
