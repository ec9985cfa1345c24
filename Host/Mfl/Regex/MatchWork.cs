namespace Postern.Mfl.Regex;

/// <summary>What a match took; tests hold the engine to it.</summary>
internal struct MatchWork
{
    /// <summary>
    /// Steps that a match may take, some seconds' worth. A search of the longest subject stays far below it; what exceeds it is a hostile
    /// pattern over a large subject.
    /// </summary>
    public const long Limit = 1_000_000_000;

    /// <summary>Characters read and automaton nodes looked at.</summary>
    public long Steps;

    /// <summary>Loops over nothing were nested so that following the C library's choices would never have ended.</summary>
    public bool LoopBroken;

    /// <exception cref="PosixRegexException">The limit is exceeded.</exception>
    public readonly void Check()
    {
        if (Steps > Limit)
            throw new PosixRegexException(PosixRegexError.MatchLimit);
    }
}
