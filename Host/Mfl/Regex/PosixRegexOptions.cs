namespace Postern.Mfl.Regex;

/// <summary>How <see cref="PosixRegex"/> reads a pattern and compares characters: the flags of <c>regcomp</c> (POSIX regcomp(3)).</summary>
[Flags]
public enum PosixRegexOptions
{
    /// <summary>Basic regular expression, case-sensitive, newline is an ordinary character.</summary>
    None = 0,

    /// <summary>Extended regular expression (<c>REG_EXTENDED</c>).</summary>
    Extended = 1,

    /// <summary>ASCII letters match in either case (<c>REG_ICASE</c>).</summary>
    IgnoreCase = 2,

    /// <summary>
    /// <c>.</c> and <c>[^x]</c> do not match a newline; <c>^</c> and <c>$</c> also match after and before one
    /// (<c>REG_NEWLINE</c>).
    /// </summary>
    Newline = 4,
}
