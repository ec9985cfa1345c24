using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Runtime;

/// <summary>What plugins want to know of the message under way, and what they want done before it is accepted.</summary>
internal sealed class MessageAcceptance
{
    private readonly List<IAcceptanceStep> _steps = [];
    private readonly List<MailRecipient> _recipients = [];

    /// <summary>The queue that takes changes in place of the message's own.</summary>
    public ModificationQueue? Diverted { get; set; }

    public MessageEnvelope Envelope { get; private set; } = MessageEnvelope.None;

    public bool HasSteps => _steps.Count > 0;

    public void Begin(string sender, string parameters) => Envelope = new MessageEnvelope(sender, parameters, _recipients);

    public void AddRecipient(string address, string parameters) => _recipients.Add(new MailRecipient(address, parameters));

    public void AddStep(IAcceptanceStep step) => _steps.Add(step);

    /// <summary>The message has ended, or another begins.</summary>
    public void Forget()
    {
        Diverted = null;
        _steps.Clear();
        _recipients.Clear();
        Envelope = MessageEnvelope.None;
    }

    /// <summary>Runs the steps of a message that the filter lets pass.</summary>
    public async ValueTask<MilterReply> CompleteAsync(MflContext context, ValueTask<MilterReply> filter, CancellationToken cancellationToken)
    {
        try
        {
            MilterReply reply = await filter;
            Diverted = null;
            foreach (IAcceptanceStep step in _steps)
            {
                if (reply.Verdict is not (MilterVerdict.Continue or MilterVerdict.Accept))
                    break;
                reply = await step.RunAsync(context, reply, cancellationToken);
            }

            return reply;
        }
        finally
        {
            Forget();
        }
    }
}
