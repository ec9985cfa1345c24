using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>A step that adds a field with the envelope, or, named so, refuses.</summary>
internal sealed class RecordingStep(string name) : IAcceptanceStep
{
    public async ValueTask<MilterReply> RunAsync(MflContext context, MilterReply reply, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (name == "refuse")
            return MilterReply.TempFail;
        string recipients = string.Join(", ", context.Envelope.Recipients.Select(static recipient => $"{recipient.Address} {recipient.Parameters}"));
        context.Modifications.Add(new MessageModification.AddHeader(name, $"{context.Envelope.Sender} {context.Envelope.SenderParameters}: {recipients}"));
        return reply;
    }
}
