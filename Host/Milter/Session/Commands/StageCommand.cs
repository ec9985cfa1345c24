using Postern.Abstractions.Milter;

namespace Postern.Milter.Session.Commands;

/// <summary>A command that is a stage of the filter: it is read, counted, kept, passed to the filter and answered.</summary>
internal abstract class StageCommand : SessionCommand, IHandlerTask
{
    public abstract MilterStage Stage { get; }

    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload)
    {
        if (!session.Stages.TryEnter(this))
            return ValueTask.CompletedTask;
        if (!TryRead(payload, session.Stages.Event))
        {
            session.Stages.RefuseMalformed(this);
            return ValueTask.CompletedTask;
        }

        return session.Stages.RunAsync(this);
    }

    /// <summary>Takes the payload apart; false when it is not what the protocol says.</summary>
    public abstract bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments);

    /// <summary>Calls the filter.</summary>
    public abstract ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken);

    /// <summary>Counts and keeps what the stage brought; what exceeds a limit is named, <see langword="null"/> when all is well.</summary>
    public virtual string? Take(MessageIntake intake, StageEvent arguments) => null;
}
