using Postern.Milter.Wire;

namespace Postern.Milter.Client;

/// <summary>A frame of the filter without its length.</summary>
internal readonly record struct MilterFrame(ReplyCode Code, ReadOnlyMemory<byte> Payload);
