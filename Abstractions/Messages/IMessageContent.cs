namespace Postern.Abstractions.Messages;

/// <summary>Bytes that can be read again and again: a message, a part of one, or what replaces a body.</summary>
public interface IMessageContent
{
    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Opens the bytes for reading from the beginning. The stream can seek; several may be open at once.</summary>
    Stream Open();
}
