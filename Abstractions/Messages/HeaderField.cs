namespace Postern.Abstractions.Messages;

/// <summary>A header field as bytes.</summary>
/// <param name="Name">The field's name, without the colon and what blanks stand before it.</param>
/// <param name="Body">
/// Everything behind the colon as received, the blanks included (RFC 5322 §2.2: the field body), without the line end that ends the field; folds are LF (or CRLF) and
/// white space.
/// </param>
public readonly record struct HeaderField(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body without the one blank that by custom follows the colon.</summary>
    public ReadOnlyMemory<byte> Value => Body.Span is [(byte)' ', ..] ? Body[1..] : Body;
}
