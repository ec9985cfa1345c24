using System.Text;
using System.Text.Json.Nodes;
using Postern.Abstractions.Configuration;

namespace Postern.Daemon.LanguageServer;

/// <summary>
/// The lines of a text as editors count them (lines and UTF-16 units from 0), against places in a source (lines and bytes of UTF-8 from 1).
/// </summary>
internal sealed class TextLines
{
    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        Text = text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                _starts.Add(i + 1);
        }
    }

    public string Text { get; }

    public int Count => _starts.Count;

    public string this[int line] => line >= 0 && line < Count
        ? Text[_starts[line]..(line + 1 < Count ? _starts[line + 1] - 1 : Text.Length)].TrimEnd('\r')
        : "";

    /// <summary>Where a position of an editor is in the text; what lies beyond a line's end or the last line is at the end.</summary>
    public int OffsetOf(int line, int character) => line < 0 ? 0
        : line >= Count ? Text.Length
        : _starts[line] + Math.Clamp(character, 0, (line + 1 < Count ? _starts[line + 1] - 1 : Text.Length) - _starts[line]);

    /// <summary>The range of a place.</summary>
    public JsonObject RangeOf(SourcePlace place) => Range(
        place.Line - 1, CharacterOf(place.Line - 1, place.Column - 1, isEnd: false),
        place.EndLine - 1, CharacterOf(place.EndLine - 1, place.EndColumn, isEnd: true));

    public static JsonObject Range(int line, int character, int endLine, int endCharacter) => new()
    {
        ["start"] = new JsonObject { ["line"] = Math.Max(0, line), ["character"] = Math.Max(0, character) },
        ["end"] = new JsonObject { ["line"] = Math.Max(0, endLine), ["character"] = Math.Max(0, endCharacter) },
    };

    /// <summary>How many UTF-16 units the first bytes of a line are; an end within a character is behind it.</summary>
    private int CharacterOf(int line, int bytes, bool isEnd)
    {
        int characters = 0;
        foreach (Rune rune in this[line].EnumerateRunes())
        {
            if (bytes <= 0 || (!isEnd && bytes < rune.Utf8SequenceLength))
                break;
            bytes -= rune.Utf8SequenceLength;
            characters += rune.Utf16SequenceLength;
        }

        return characters;
    }
}
