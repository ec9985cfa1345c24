namespace Postern.Plugins.Spf.Macros;

/// <summary>A literal, or a macro.</summary>
/// <param name="Literal">The text of a literal.</param>
/// <param name="Letter">The macro's letter in lower case; NUL in a literal.</param>
/// <param name="IsEscaped">Reserved characters of the value are percent-encoded (the letter was in upper case).</param>
/// <param name="Keep">How many parts of the value are kept, from its right end; 0 for all.</param>
/// <param name="IsReversed">The parts are put in reverse order.</param>
/// <param name="Delimiters">What parts the value; empty for a dot.</param>
internal readonly record struct MacroPiece(string Literal, char Letter, bool IsEscaped, int Keep, bool IsReversed, string Delimiters);
