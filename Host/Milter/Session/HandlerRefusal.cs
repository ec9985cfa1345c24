namespace Postern.Milter.Session;

/// <summary>Why a handler got no worker.</summary>
public enum HandlerRefusal
{
    /// <summary>It waited in the queue longer than allowed.</summary>
    WaitedTooLong,

    /// <summary>The queue has no room.</summary>
    QueueFull,

    /// <summary>The host is shutting down.</summary>
    ShuttingDown,
}
