namespace Postern.Abstractions.Configuration;

/// <summary>A place in a source or configuration file; lines and columns count from 1.</summary>
public readonly record struct SourcePlace(string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary><c>file:line.column</c>, with the end when it differs: <c>f:1.1-8</c>, <c>f:1.1-2.8</c>.</summary>
    public override string ToString() =>
        EndLine != Line ? $"{File}:{Line}.{Column}-{EndLine}.{EndColumn}"
        : EndColumn > Column ? $"{File}:{Line}.{Column}-{EndColumn}"
        : $"{File}:{Line}.{Column}";
}
