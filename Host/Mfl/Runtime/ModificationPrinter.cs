using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Runtime;

/// <summary>Prints what a program wants changed, in the words of the reference's <c>--test</c>.</summary>
internal static class ModificationPrinter
{
    /// <summary>The code that stands for a run-time error.</summary>
    public const int FailureCode = 410;

    public static void Print(IReadOnlyList<MessageModification> items, TextWriter output)
    {
        foreach (MessageModification item in items)
            output.WriteLine(Describe(item));
    }

    public static void Print(MilterReply reply, TextWriter output)
    {
        if (reply.Smtp is { } smtp)
            output.WriteLine($"SET REPLY {CodeOf(smtp)} {smtp.EnhancedCode}{(smtp.EnhancedCode.Length > 0 ? " " : "")}{smtp.Text}");
    }

    public static string NameOf(MilterVerdict verdict) => verdict switch
    {
        MilterVerdict.Accept => "accept",
        MilterVerdict.Reject => "reject",
        MilterVerdict.TempFail => "tempfail",
        MilterVerdict.Discard => "discard",
        _ => "continue",
    };

    private static string CodeOf(SmtpReply reply) => reply.Code.ToString(CultureInfo.InvariantCulture);

    private static string Describe(MessageModification item) => item switch
    {
        MessageModification.AddHeader add => Line("ADD HEADER", add.Name, add.Value, 1),
        MessageModification.InsertHeader insert => Line("INSERT HEADER", insert.Name, insert.Value, insert.Index),
        MessageModification.ChangeHeader { Value: "" } delete => Line("DELETE HEADER", delete.Name, "(null)", delete.Index),
        MessageModification.ChangeHeader change => Line("REPLACE HEADER", change.Name, change.Value, change.Index),
        MessageModification.AddRecipient add => Line("ADD RECIPIENT", add.Address, add.Arguments.Length > 0 ? add.Arguments : "(null)", 0),
        MessageModification.DeleteRecipient delete => Line("DELETE RECIPIENT", delete.Address, "(null)", 0),
        MessageModification.ChangeSender change => Line("SET FROM", change.Address, change.Arguments.Length > 0 ? change.Arguments : "(null)", 0),
        MessageModification.ReplaceBody body => Line("REPLACE BODY", "BODY", TextOf(body.Body.Span), 0),
        MessageModification.ReplaceBodyContent body => Line("REPLACE BODY", "BODY", TextOf(body.Content), 0),
        MessageModification.Quarantine quarantine => Line("QUARANTINE", quarantine.Reason, "(null)", 0),
        _ => item.ToString(),
    };

    // As a script would write it: the line ends of the wire are not its own.
    private static string TextOf(ReadOnlySpan<byte> body) =>
        System.Text.Encoding.Latin1.GetString(body.EndsWith("\r\n"u8) ? body[..^2] : body).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string TextOf(IMessageContent content)
    {
        using Stream stream = content.Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return TextOf(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static string Line(string action, string name, string value, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{action} {name}: {value} {index}");
}
