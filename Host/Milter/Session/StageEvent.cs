using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

/// <summary>The arguments of the stage under way; the memory points into the receive buffer.</summary>
internal sealed class StageEvent
{
    public ConnectEvent Client { get; set; }

    public EnvelopeEvent Envelope { get; set; }

    public HeaderEvent Field { get; set; }

    /// <summary>HELO's argument, a body chunk, or an unknown command.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }
}
