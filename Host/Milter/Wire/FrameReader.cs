using System.Buffers.Binary;

namespace Postern.Milter.Wire;

/// <summary>Finds the first frame in a buffer. Pure: consumes nothing, allocates nothing.</summary>
internal static class FrameReader
{
    /// <summary>The bytes of the length before each frame.</summary>
    public const int LengthBytes = 4;

    /// <summary>
    /// Looks at the bytes received. When the result is <see cref="FrameStatus.NeedsMore"/> the header's length is known as soon
    /// as four bytes are there, so that the caller can make room for exactly one frame, and only for a legal one.
    /// </summary>
    /// <param name="input">The bytes not yet consumed.</param>
    /// <param name="limit">The longest legal length, command byte included.</param>
    /// <param name="frame">The frame's header.</param>
    public static FrameStatus Read(ReadOnlySpan<byte> input, int limit, out FrameHeader frame)
    {
        if (input.Length < LengthBytes)
        {
            frame = default;
            return FrameStatus.NeedsMore;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(input);
        frame = new FrameHeader(length, input.Length > LengthBytes ? input[LengthBytes] : (byte)0);
        if (length == 0 || length > (uint)limit)
            return FrameStatus.Invalid;
        return input.Length - LengthBytes >= length ? FrameStatus.Complete : FrameStatus.NeedsMore;
    }
}
