namespace Postern.Milter.Server.Polling;

/// <summary><c>EPOLL*</c>.</summary>
[Flags]
internal enum PollFlags : uint
{
    None = 0,
    Readable = 0x1,
    Writable = 0x4,
    Error = 0x8,
    HangUp = 0x10,
    PeerHangUp = 0x2000,

    /// <summary>Of several loops that wait for one listener only one wakes up.</summary>
    Exclusive = 1u << 28,

    /// <summary>Tell changes, not states.</summary>
    Edge = 1u << 31,
}
