using Postern.Abstractions.Milter;

namespace Postern.Milter.Session.Commands;

internal sealed class EndOfMessageStage : StageCommand
{
    public override MilterStage Stage => MilterStage.EndOfMessage;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments) => true;

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.EndOfMessageAsync(cancellationToken);

    /// <summary>The command may carry the last chunk of the body: that is a stage of its own, and its verdict may end the message.</summary>
    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload) => payload.IsEmpty
        ? base.ExecuteAsync(session, payload)
        : RunWithChunkAsync(session, payload);

    private async ValueTask RunWithChunkAsync(MilterSession session, ReadOnlyMemory<byte> chunk)
    {
        if (!session.Stages.TryEnter(this))
            return;
        session.Stages.Event.Bytes = chunk;
        if (await session.Stages.RunLastChunkAsync(CommandTable.Body))
            await session.Stages.RunAsync(this);
    }
}
