using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

/// <summary>One thing that a filter can be asked to do.</summary>
internal interface IHandlerTask
{
    MilterStage Stage { get; }

    ValueTask<MilterReply> InvokeAsync(IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken);
}
