using System.Text;

namespace Postern.Mfl.Syntax;

/// <summary>A source: its name for diagnostics, and its bytes as a string (one char 0x00-0xFF per byte).</summary>
/// <param name="FileName">The name that diagnostics show.</param>
/// <param name="Text">The bytes.</param>
public sealed record SourceText(string FileName, string Text)
{
    /// <summary>Makes a source of a file's bytes.</summary>
    public static SourceText FromBytes(string fileName, ReadOnlySpan<byte> bytes) => new(fileName, Encoding.Latin1.GetString(bytes));
}
