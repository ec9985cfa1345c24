namespace Postern.Mfl.Regex;

/// <summary>What stands on one side of a position, as far as anchors can tell.</summary>
internal enum SubjectContext : byte
{
    Other,
    Word,
    Newline,
    Edge,

    /// <summary>For the end of a match: no anchor may stand between the last character and it.</summary>
    Barred,
}
