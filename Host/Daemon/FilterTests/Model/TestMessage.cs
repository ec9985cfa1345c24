using Postern.Daemon.FilterTests.Expectations;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Model;

/// <summary>A message to play, and what must come of it.</summary>
internal sealed class TestMessage
{
    /// <summary>Where its description begins.</summary>
    public required int Line { get; init; }

    /// <summary>How far the clock is set on before it.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>With brackets; <see langword="null"/> for the customary one.</summary>
    public string? Sender { get; set; }

    public List<string> SenderArguments { get; } = [];

    public List<string> Recipients { get; } = [];

    public List<StageMacro> Macros { get; } = [];

    /// <summary>Fields, name and value.</summary>
    public List<(string Name, string Value)> Header { get; } = [];

    /// <summary>Lines of the body; empty when nothing is said.</summary>
    public List<string> Body { get; } = [];

    /// <summary>Header and body as they are; <see langword="null"/> when they are made of <see cref="Header"/> and <see cref="Body"/>.</summary>
    public byte[]? Text { get; set; }

    public List<Expectation> Expectations { get; } = [];

    public const string CustomarySender = "<sender@example.org>";

    public const string CustomaryRecipient = "<recipient@example.net>";

    /// <summary>The message as the MTA has received it.</summary>
    public MailMessage Build()
    {
        string sender = Sender ?? CustomarySender;
        IReadOnlyList<string> recipients = Recipients.Count > 0 ? Recipients : [CustomaryRecipient];
        byte[] text = Text ?? Try.TryMessage.Make(
            sender, recipients, Header, "A message played by postern test", Body.Count > 0 ? string.Join("\r\n", Body) : "Hello.");
        MailMessage message = MailMessage.Parse(text);
        message.Sender = sender;
        foreach (string argument in SenderArguments)
            message.SenderArguments.Add(argument);
        foreach (string recipient in recipients)
            message.Recipients.Add(recipient);
        return message;
    }
}
