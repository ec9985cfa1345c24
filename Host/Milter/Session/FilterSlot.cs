using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;

namespace Postern.Milter.Session;

/// <summary>The filter's session of a connection: made after negotiation, and ended whatever became of the connection.</summary>
internal sealed class FilterSlot(ILogger logger, FilterContext context, HandlerCall handler, SessionFaults faults)
{
    private IFilterSession? _filter;
    private NegotiationPlan? _plan;

    public bool IsOpen => _filter is not null;

    /// <summary>Makes the filter's session; false, with a log line, when the filter cannot.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: a filter that cannot begin ends one connection.")]
    public bool TryOpen(IFilterEngine engine, NegotiationPlan plan, StageEvent arguments)
    {
        try
        {
            _plan = plan;
            _filter = engine.CreateSession(context);
            handler.Attach(_filter, arguments, plan);
            return true;
        }
        catch (Exception error)
        {
            faults.HandlerFailed(MilterStage.None, error);
            return false;
        }
    }

    /// <summary>Ends the filter's session; one that has a handler for it ends on a worker like any other handler.</summary>
    public async ValueTask CloseAsync()
    {
        if (_filter is not { } filter)
            return;
        _filter = null;
        if (!_plan!.Called.Has(MilterStage.Close) || _plan.Inline.Has(MilterStage.Close))
        {
            await DisposeAsync(filter);
        }
        else if ((await handler.CallAsync(CloseTask.Instance)).Outcome == HandlerOutcome.Refused)
        {
            // It must end even so; off this thread, because it may block.
            await Task.Yield();
            await DisposeAsync(filter);
        }

        handler.Detach();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: a filter's fault at its end concerns nobody else.")]
    private async ValueTask DisposeAsync(IFilterSession filter)
    {
        try
        {
            await filter.DisposeAsync();
        }
        catch (Exception error)
        {
            logger.CloseFailed(context.Place, error);
        }
    }
}
