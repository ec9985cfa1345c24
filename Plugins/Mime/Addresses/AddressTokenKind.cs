namespace Postern.Plugins.Mime.Addresses;

/// <summary>What a piece of an address field is.</summary>
internal enum AddressTokenKind
{
    /// <summary>The end of the field.</summary>
    End,

    /// <summary>An atom, dots included, or a quoted string.</summary>
    Word,

    /// <summary>A domain literal, brackets included.</summary>
    Literal,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>One of <c>&lt; &gt; @ , ; :</c>.</summary>
    Special,
}
