namespace Postern.Milter.Wire;

/// <summary>What precedes a frame's payload: <c>uint32 length, byte code</c>; the length counts the code.</summary>
/// <param name="Length">The length as declared; 0 while it is not known.</param>
/// <param name="Code">The command or reply.</param>
internal readonly record struct FrameHeader(uint Length, byte Code)
{
    /// <summary>The bytes before the payload.</summary>
    public const int Bytes = 5;

    /// <summary>The payload's length in bytes; only for a length within the limit.</summary>
    public int PayloadBytes => (int)Length - 1;

    /// <summary>The whole frame's length in bytes; only for a length within the limit.</summary>
    public int TotalBytes => (int)Length + FrameReader.LengthBytes;
}
