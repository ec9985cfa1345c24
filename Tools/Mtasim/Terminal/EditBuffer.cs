using System.Text;

namespace Postern.Tools.Mtasim.Terminal;

/// <summary>A line under edit, a byte string; the cursor moves over whole characters of UTF-8.</summary>
internal sealed class EditBuffer
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    /// <summary>The bytes before the cursor.</summary>
    public int Cursor { get; private set; }

    public bool IsEmpty => _text.Length == 0;

    /// <summary>The columns that a byte string takes: one for each character.</summary>
    public static int Columns(ReadOnlySpan<char> text)
    {
        int columns = 0;
        foreach (char c in text)
            columns += IsContinuation(c) ? 0 : 1;
        return columns;
    }

    public void Replace(string text)
    {
        _text.Clear().Append(text);
        Cursor = text.Length;
    }

    public void Insert(byte b)
    {
        if (_text.Length < Smtp.StreamLineSource.MaxLine)
            _text.Insert(Cursor++, (char)b);
    }

    public void Apply(Key key)
    {
        switch (key)
        {
            case Key.Left:
                Cursor = Before(Cursor);
                break;
            case Key.Right:
                Cursor = After(Cursor);
                break;
            case Key.Home:
                Cursor = 0;
                break;
            case Key.End:
                Cursor = _text.Length;
                break;
            case Key.Backspace:
                Remove(Before(Cursor), Cursor);
                break;
            case Key.Delete or Key.DeleteOrEnd:
                Remove(Cursor, After(Cursor));
                break;
            case Key.KillToEnd:
                Remove(Cursor, _text.Length);
                break;
            case Key.KillToStart:
                Remove(0, Cursor);
                break;
            case Key.KillWord:
                Remove(WordStart(), Cursor);
                break;
            default:
                break;
        }
    }

    private static bool IsContinuation(char c) => c is >= '\x80' and < '\xC0';

    private int Before(int place)
    {
        if (place > 0)
            place--;
        while (place > 0 && IsContinuation(_text[place]))
            place--;
        return place;
    }

    private int After(int place)
    {
        if (place < _text.Length)
            place++;
        while (place < _text.Length && IsContinuation(_text[place]))
            place++;
        return place;
    }

    private int WordStart()
    {
        int place = Cursor;
        while (place > 0 && _text[place - 1] is ' ' or '\t')
            place--;
        while (place > 0 && _text[place - 1] is not (' ' or '\t'))
            place--;
        return place;
    }

    private void Remove(int from, int to)
    {
        _text.Remove(from, to - from);
        Cursor = from;
    }
}
