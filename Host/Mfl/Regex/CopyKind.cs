namespace Postern.Mfl.Regex;

/// <summary>What a part of the pattern is when it is copied into the automaton.</summary>
[Flags]
internal enum CopyKind
{
    Copy = 0,
    Original = 1,
    Optional = 2,
}
