namespace Postern.Abstractions.Messages;

/// <summary>A header field and where it stands.</summary>
/// <param name="Field">Name and body.</param>
/// <param name="Offset">Where its name begins, in bytes from the beginning of the message.</param>
/// <param name="Length">How many bytes it takes, the line end that ends it included.</param>
public readonly record struct MessageField(HeaderField Field, long Offset, int Length)
{
    /// <summary>The field's name.</summary>
    public ReadOnlyMemory<byte> Name => Field.Name;

    /// <summary>The field's body without the one blank that by custom follows the colon.</summary>
    public ReadOnlyMemory<byte> Value => Field.Value;
}
