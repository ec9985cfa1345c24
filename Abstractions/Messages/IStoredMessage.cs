namespace Postern.Abstractions.Messages;

/// <summary>
/// The part of the message under way that has arrived and that the filter asked to keep. The bytes are those received.
/// Large bodies lie in a temporary file that is gone however the process ends. Valid until the message ends.
/// </summary>
public interface IStoredMessage
{
    /// <summary>Which message of its session it is; another one as soon as the next begins, so that what was computed of a message can be told from what is old.</summary>
    long Number { get; }

    /// <summary>The header fields in the order received; empty when the header is not kept.</summary>
    IReadOnlyList<HeaderField> Header { get; }

    /// <summary>The length of the body so far in bytes; 0 when it is not kept.</summary>
    long BodyLength { get; }

    /// <summary>Opens the body for reading from its beginning; several readers may be open at once. The stream can seek.</summary>
    Stream OpenBody();
}
