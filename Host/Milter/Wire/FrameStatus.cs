namespace Postern.Milter.Wire;

internal enum FrameStatus
{
    /// <summary>A whole frame is there.</summary>
    Complete,

    /// <summary>More bytes are needed.</summary>
    NeedsMore,

    /// <summary>The length is 0 or above the limit; nothing after it can be trusted.</summary>
    Invalid,
}
