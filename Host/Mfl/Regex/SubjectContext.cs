namespace Postern.Mfl.Regex;

/// <summary>What stands on one side of a position, as far as anchors can tell.</summary>
internal enum SubjectContext : byte
{
    Other,
    Word,
    Newline,
    Edge,
}
