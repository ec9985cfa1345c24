using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;

namespace Postern.Abstractions.Milter;

/// <summary>The host's side of one filter session. Used by one call at a time.</summary>
public interface IFilterContext
{
    /// <summary>A short identifier of the session, unique in this process.</summary>
    string SessionId { get; }

    /// <summary>The identifier of the listener (<c>server</c> block), or its ordinal.</summary>
    string ServerId { get; }

    /// <summary>The queue identifier (macro <c>i</c>) as soon as the MTA has told it, otherwise empty.</summary>
    string QueueId { get; }

    /// <summary>The host's address that the MTA has connected to, or the path of the socket.</summary>
    string ServerAddress { get; }

    /// <summary>The MTA's address, or the path of the socket; not the SMTP client's.</summary>
    string PeerAddress { get; }

    /// <summary>The actions that the MTA has granted.</summary>
    MilterActions Actions { get; }

    /// <summary>The protocol steps in force.</summary>
    MilterSteps Steps { get; }

    /// <summary>The protocol version in force, 2 to 6.</summary>
    int ProtocolVersion { get; }

    /// <summary>Looks up a macro of the stages so far.</summary>
    /// <param name="name">The bare name, without <c>$</c> and braces, as a byte string.</param>
    /// <param name="value">The value as a byte string.</param>
    bool TryGetMacro(string name, out string value);

    /// <summary>The changes to the message under way; empty again after the message, an abort or a refusal.</summary>
    ModificationQueue Modifications { get; }

    /// <summary>The message under way as far as it has arrived and is kept, see <see cref="FilterRequirements.KeepsHeader"/>.</summary>
    IStoredMessage Message { get; }

    /// <summary>
    /// Tells the MTA that the end of the message takes longer, so that it begins its time-out anew; does nothing in other stages. The host does the same by
    /// itself every ten seconds.
    /// </summary>
    void SendProgress();

    /// <summary>Log lines written here carry the session's and the message's identifiers.</summary>
    ILogger Logger { get; }

    /// <summary>The clock.</summary>
    TimeProvider Time { get; }
}
