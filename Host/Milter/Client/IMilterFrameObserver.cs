namespace Postern.Milter.Client;

/// <summary>Sees the frames of a client's connection as they pass; it must not keep the payloads.</summary>
public interface IMilterFrameObserver
{
    /// <summary>A frame goes to the filter.</summary>
    /// <param name="code">The command letter.</param>
    /// <param name="payload">What follows it.</param>
    void Sent(char code, ReadOnlySpan<byte> payload);

    /// <summary>A frame has come from the filter.</summary>
    /// <param name="code">The reply's letter.</param>
    /// <param name="payload">What follows it.</param>
    void Received(char code, ReadOnlySpan<byte> payload);
}
