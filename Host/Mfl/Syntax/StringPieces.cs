using System.Text;
using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>Collects the parts of a string, adjacent literals joined.</summary>
internal sealed class StringPieces
{
    private readonly List<StringPiece> _pieces = [];
    private readonly StringBuilder _literal = new();
    private SourcePlace _place;

    public void Append(char c, SourcePlace place)
    {
        if (_literal.Length == 0)
            _place = place;
        // A string cannot hold NUL (manual node "Data Types"); written as an escape it ends nothing here, it is dropped
        if (c != '\0')
            _literal.Append(c);
    }

    public void Append(ReadOnlySpan<char> text, SourcePlace place)
    {
        if (_literal.Length == 0)
            _place = place;
        _literal.Append(text);
    }

    public void Add(StringPiece piece)
    {
        Flush();
        _pieces.Add(piece);
    }

    public List<StringPiece> Complete()
    {
        Flush();
        return _pieces;
    }

    private void Flush()
    {
        if (_literal.Length == 0)
            return;
        _pieces.Add(new StringPiece(StringPieceKind.Literal, _literal.ToString(), 0, _place));
        _literal.Clear();
    }
}
