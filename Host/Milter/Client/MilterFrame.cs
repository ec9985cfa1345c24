namespace Postern.Milter.Client;

/// <summary>A frame without its length.</summary>
internal readonly record struct MilterFrame(byte Command, ReadOnlyMemory<byte> Payload);
