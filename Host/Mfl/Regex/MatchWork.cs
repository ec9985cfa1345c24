namespace Postern.Mfl.Regex;

/// <summary>What a match took; tests hold the engine to it.</summary>
internal struct MatchWork
{
    /// <summary>Characters read and automaton nodes looked at.</summary>
    public long Steps;

    /// <summary>Loops over nothing were nested so that following the C library's choices would never have ended.</summary>
    public bool LoopBroken;
}
