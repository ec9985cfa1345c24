namespace Postern.Plugins.Mime.Addresses;

/// <summary>A piece of an address field.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, quotes and escapes taken away.</param>
/// <param name="IsApart">White space or a comment stands before it.</param>
internal readonly record struct AddressToken(AddressTokenKind Kind, string Text, bool IsApart)
{
    /// <summary>Whether it is that special character.</summary>
    public bool Is(char special) => Kind == AddressTokenKind.Special && Text[0] == special;
}
