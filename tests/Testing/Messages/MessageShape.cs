namespace Postern.Testing.Messages;

/// <summary>How far generated messages stray.</summary>
public enum MessageShape
{
    /// <summary>What well-behaved programs send: all structures, encodings and ways to write them, nothing that two programs should read differently.</summary>
    Regular,

    /// <summary>The same with faults of every kind strewn in.</summary>
    Odd,
}
