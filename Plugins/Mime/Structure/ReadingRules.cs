namespace Postern.Plugins.Mime.Structure;

/// <summary>
/// Where mail programs differ. None of them is how most read a message; a set of them is another reading. A scan under some rules tells which others would have made
/// a difference, so that only those readings are looked at that the message gives a reason for.
/// </summary>
[Flags]
internal enum ReadingRules
{
    /// <summary>The usual reading.</summary>
    None = 0,

    /// <summary>Of several Content-Type fields the last one counts.</summary>
    LastContentType = 1 << 0,

    /// <summary>Of several Content-Transfer-Encoding fields the last one counts.</summary>
    LastEncoding = 1 << 1,

    /// <summary>The second reading of a boundary parameter counts; with <see cref="ThirdBoundary"/> the fourth.</summary>
    OtherBoundary = 1 << 2,

    /// <summary>The third reading of a boundary parameter counts.</summary>
    ThirdBoundary = 1 << 3,

    /// <summary>A CR ends a line also where no LF follows.</summary>
    CarriageReturnEndsLine = 1 << 4,

    /// <summary>A line of white space ends the header.</summary>
    BlankFoldEndsHeader = 1 << 5,

    /// <summary>A line of the header that is none is skipped; otherwise the body begins with it.</summary>
    BadLinesAreSkipped = 1 << 6,

    /// <summary>A field with white space before its colon is none.</summary>
    StrictFieldNames = 1 << 7,

    /// <summary>A closing delimiter does not end the multipart when more of its delimiters follow.</summary>
    CloseIsDelimiter = 1 << 8,

    /// <summary>The delimiters of entities around a multipart are text until the multipart is closed.</summary>
    OwnBoundaryOnly = 1 << 9,

    /// <summary>A line that begins with a delimiter is one, whatever stands behind it.</summary>
    PrefixIsDelimiter = 1 << 10,

    /// <summary>A multipart whose boundary is unknown, or never stands in it, has the first that looks like one.</summary>
    GuessedBoundary = 1 << 11,

    /// <summary>A message in a message is read as it stands, its transfer encoding is not undone.</summary>
    EncodedMessageIsRead = 1 << 12,

    /// <summary>A transfer encoding in quotes, or with anything behind its name, is none that is known.</summary>
    StrictEncoding = 1 << 13,
}
