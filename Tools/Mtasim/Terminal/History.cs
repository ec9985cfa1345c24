namespace Postern.Tools.Mtasim.Terminal;

/// <summary>The lines that were entered, and the place among them that is looked at.</summary>
internal sealed class History
{
    private const int MaxLines = 500;

    private readonly List<string> _lines = [];
    private int _place;
    private string _draft = "";

    /// <summary>Keeps a line, unless it is empty or the last once more, and goes back to the newest.</summary>
    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > MaxLines)
            _lines.RemoveAt(0);
        _place = _lines.Count;
    }

    /// <summary>The line before; the same when there is none.</summary>
    public string Older(string current)
    {
        if (_place == _lines.Count)
            _draft = current;
        if (_place == 0)
            return current;
        return _lines[--_place];
    }

    /// <summary>The line after; at the end what was typed before history was looked at.</summary>
    public string Newer(string current)
    {
        if (_place == _lines.Count)
            return current;
        _place++;
        return _place == _lines.Count ? _draft : _lines[_place];
    }
}
