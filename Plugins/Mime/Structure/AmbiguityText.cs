namespace Postern.Plugins.Mime.Structure;

/// <summary>What a rule means for who reads a reason.</summary>
internal static class AmbiguityText
{
    /// <summary>The reason why programs differ.</summary>
    /// <param name="rule">The rule that some follow.</param>
    public static string Of(ReadingRules rule) => rule switch
    {
        ReadingRules.LastContentType => "more than one Content-Type, and programs differ in which counts",
        ReadingRules.LastEncoding => "more than one Content-Transfer-Encoding, and programs differ in which counts",
        ReadingRules.OtherBoundary or ReadingRules.ThirdBoundary => "its boundary can be read in more than one way",
        ReadingRules.CarriageReturnEndsLine => "a CR without LF, which ends a line for some programs",
        ReadingRules.BlankFoldEndsHeader => "a line of white space in its header, which ends the header for some programs",
        ReadingRules.BadLinesAreSkipped => "a line in its header that is no field: for some programs the body begins there, others skip it",
        ReadingRules.StrictFieldNames => "white space before the colon of a field, which for some programs is none then",
        ReadingRules.CloseIsDelimiter => "parts behind its closing delimiter, which some programs show",
        ReadingRules.OwnBoundaryOnly => "no closing delimiter before the next one of the multipart around it, which for some programs is text then",
        ReadingRules.PrefixIsDelimiter => "a line that begins with its delimiter and goes on, which is a delimiter for some programs",
        ReadingRules.GuessedBoundary => "no usable boundary, but a line that looks like a delimiter and is one for some programs",
        ReadingRules.EncodedMessageIsRead => "a message with a transfer encoding, which some programs undo and others do not",
        _ => "a transfer encoding in quotes or with something behind its name, which some programs do not know then",
    };
}
