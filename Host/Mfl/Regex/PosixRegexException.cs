namespace Postern.Mfl.Regex;

/// <summary>A pattern that cannot be compiled, or a match that took more work than allowed.</summary>
/// <remarks>The message is in the words of <c>regerror</c>, without the pattern.</remarks>
public sealed class PosixRegexException : Exception
{
    /// <summary>Creates the exception with the text that belongs to <paramref name="error"/>.</summary>
    /// <param name="error">What is wrong.</param>
    public PosixRegexException(PosixRegexError error)
        : base(TextOf(error)) => Error = error;

    /// <summary>What is wrong.</summary>
    public PosixRegexError Error { get; }

    private static string TextOf(PosixRegexError error) => error switch
    {
        PosixRegexError.InvalidCollation => "Invalid collation character",
        PosixRegexError.InvalidClass => "Invalid character class name",
        PosixRegexError.TrailingBackslash => "Trailing backslash",
        PosixRegexError.InvalidBackReference => "Invalid back reference",
        PosixRegexError.UnmatchedBracket => "Unmatched [, [^, [:, [., or [=",
        PosixRegexError.UnmatchedParenthesis => "Unmatched ( or \\(",
        PosixRegexError.UnmatchedBrace => "Unmatched \\{",
        PosixRegexError.InvalidInterval => "Invalid content of \\{\\}",
        PosixRegexError.InvalidRange => "Invalid range end",
        PosixRegexError.InvalidRepetition => "Invalid preceding regular expression",
        PosixRegexError.TooBig => "Regular expression too big",
        PosixRegexError.MatchLimit => "Memory exhausted",
        _ => "Invalid regular expression",
    };
}
