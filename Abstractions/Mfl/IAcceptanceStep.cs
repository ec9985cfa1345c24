using Postern.Abstractions.Milter;

namespace Postern.Abstractions.Mfl;

/// <summary>Something that must have been done before a message is accepted, see <see cref="MflContext.BeforeAcceptance"/>.</summary>
public interface IAcceptanceStep
{
    /// <summary>
    /// Does it. The filter's changes to the message are queued and may still be added to. An exception is a tempfail for the message.
    /// </summary>
    /// <param name="context">The session.</param>
    /// <param name="reply">The reply so far: continue or accept.</param>
    /// <param name="cancellationToken">Cancelled by the busy time-out, by shutdown, and when the MTA goes away.</param>
    /// <returns>The reply to give; any other than continue and accept leaves the remaining steps and the message's changes out.</returns>
    ValueTask<MilterReply> RunAsync(MflContext context, MilterReply reply, CancellationToken cancellationToken);
}
