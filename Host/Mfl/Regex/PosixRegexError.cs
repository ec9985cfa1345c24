namespace Postern.Mfl.Regex;

/// <summary>Why a pattern was refused or a match given up: the errors of <c>regcomp</c> and <c>regexec</c>.</summary>
public enum PosixRegexError
{
    /// <summary>The pattern is not a regular expression (<c>REG_BADPAT</c>).</summary>
    InvalidPattern,

    /// <summary>Unknown collating element in a bracket expression (<c>REG_ECOLLATE</c>).</summary>
    InvalidCollation,

    /// <summary>Unknown character class in a bracket expression (<c>REG_ECTYPE</c>).</summary>
    InvalidClass,

    /// <summary>The pattern ends in a backslash (<c>REG_EESCAPE</c>).</summary>
    TrailingBackslash,

    /// <summary>Back reference to a group that is not complete at that place (<c>REG_ESUBREG</c>).</summary>
    InvalidBackReference,

    /// <summary>A bracket expression without its end (<c>REG_EBRACK</c>).</summary>
    UnmatchedBracket,

    /// <summary>A parenthesis without its partner (<c>REG_EPAREN</c>).</summary>
    UnmatchedParenthesis,

    /// <summary>An interval without its end (<c>REG_EBRACE</c>).</summary>
    UnmatchedBrace,

    /// <summary>An interval that is not <c>n</c>, <c>n,</c> or <c>n,m</c> with n not above m (<c>REG_BADBR</c>).</summary>
    InvalidInterval,

    /// <summary>A range whose end sorts before its start (<c>REG_ERANGE</c>).</summary>
    InvalidRange,

    /// <summary>A repetition operator with nothing to repeat (<c>REG_BADRPT</c>).</summary>
    InvalidRepetition,

    /// <summary>The pattern exceeds the limits of <see cref="PosixRegex"/> (<c>REG_ESIZE</c>).</summary>
    TooBig,

    /// <summary>
    /// A match took more work than allowed (<c>REG_ESPACE</c>): five million steps for a pattern with back references, a thousand million
    /// for any other. Only matching gives this error.
    /// </summary>
    MatchLimit,
}
