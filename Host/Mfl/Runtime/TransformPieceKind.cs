namespace Postern.Mfl.Runtime;

/// <summary>The kinds of <see cref="TransformPiece"/>.</summary>
internal enum TransformPieceKind
{
    /// <summary>Text as it stands.</summary>
    Literal,

    /// <summary>A group of the match.</summary>
    Group,

    /// <summary><c>\U</c>: upper case up to <c>\E</c>.</summary>
    Upper,

    /// <summary><c>\L</c>: lower case up to <c>\E</c>.</summary>
    Lower,

    /// <summary><c>\u</c>: the next character in upper case.</summary>
    UpperNext,

    /// <summary><c>\l</c>: the next character in lower case.</summary>
    LowerNext,

    /// <summary><c>\E</c></summary>
    End,
}
