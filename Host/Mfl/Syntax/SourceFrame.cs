using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>The reading position in one file.</summary>
internal sealed class SourceFrame(SourceText source)
{
    private int _lastLine = 1;
    private int _lastColumn = 1;

    /// <summary>The name for diagnostics; <c>#line</c> changes it.</summary>
    public string FileName { get; set; } = source.FileName;

    public string Text { get; } = source.Text;

    public int Position { get; private set; }

    public int Line { get; private set; } = 1;

    /// <summary>Bytes from the start of the line, from 1; a tab is one byte.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Whether nothing but blanks stands before the position in its line.</summary>
    public bool AtLineStart { get; private set; } = true;

    public bool AtEnd => Position >= Text.Length;

    /// <summary>The char at the position; NUL at the end.</summary>
    public char Current => Position < Text.Length ? Text[Position] : '\0';

    public char Peek(int offset) => Position + offset < Text.Length ? Text[Position + offset] : '\0';

    public bool Follows(string text) => string.CompareOrdinal(Text, Position, text, 0, text.Length) == 0;

    public void Advance()
    {
        if (AtEnd)
            return;
        _lastLine = Line;
        _lastColumn = Column;
        var c = Text[Position++];
        if (c == '\n')
        {
            Line++;
            Column = 1;
            AtLineStart = true;
        }
        else
        {
            Column++;
            if (c is not ' ' and not '\t')
                AtLineStart = false;
        }
    }

    public void Advance(int count)
    {
        for (; count > 0; count--)
            Advance();
    }

    /// <summary>Moves to the newline that ends the line, or to the end; returns the text passed.</summary>
    public ReadOnlySpan<char> TakeLine()
    {
        var start = Position;
        while (!AtEnd && Current != '\n')
            Advance();
        return Text.AsSpan(start, Position - start);
    }

    /// <summary>Moves past the newline that ends the line.</summary>
    public void TakeLineAndEnd()
    {
        TakeLine();
        Advance();
    }

    public void RenumberNextLine(int line) => Line = line - 1;

    public SourceMark Mark() => new(Line, Column);

    /// <summary>The place from a mark to the last char passed.</summary>
    public SourcePlace PlaceFrom(SourceMark mark) =>
        (_lastLine, _lastColumn).CompareTo((mark.Line, mark.Column)) < 0
            ? new SourcePlace(FileName, mark.Line, mark.Column, mark.Line, mark.Column)
            : new SourcePlace(FileName, mark.Line, mark.Column, _lastLine, _lastColumn);
}
