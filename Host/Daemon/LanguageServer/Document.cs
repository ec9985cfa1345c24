using System.Text;
using System.Text.Json.Nodes;
using Postern.Mfl.Syntax;

namespace Postern.Daemon.LanguageServer;

/// <summary>A file that the editor has open. Immutable; a change makes a new one.</summary>
/// <param name="Uri">Its name in messages.</param>
/// <param name="Path">Its name for the compiler: a full path, or the URI of what is no file.</param>
/// <param name="Version">The editor's count of changes.</param>
/// <param name="Lines">The text.</param>
internal sealed record Document(string Uri, string Path, int? Version, TextLines Lines)
{
    public static Document Open(string uri, int? version, string text) => new(uri, PathOf(uri), version, new TextLines(text));

    /// <summary>The bytes that a file with this text has.</summary>
    public SourceText Source => new(Path, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Lines.Text)));

    /// <exception cref="RpcException">The changes are none.</exception>
    public Document Change(int? version, JsonArray changes)
    {
        TextLines lines = Lines;
        foreach (JsonNode? change in changes)
        {
            string text = Parameters.Text(change, "text");
            if (change!["range"] is not { } range)
            {
                lines = new TextLines(text);
                continue;
            }

            (int line, int character) = Parameters.Position(range["start"]);
            (int endLine, int endCharacter) = Parameters.Position(range["end"]);
            int start = lines.OffsetOf(line, character);
            int end = Math.Max(start, lines.OffsetOf(endLine, endCharacter));
            lines = new TextLines(string.Concat(lines.Text.AsSpan(0, start), text, lines.Text.AsSpan(end)));
        }

        return this with { Version = version, Lines = lines };
    }

    /// <summary>The word under or just before a position; empty when there is none.</summary>
    public string WordAt(int line, int character)
    {
        string text = Lines[line];
        int start = Math.Clamp(character, 0, text.Length);
        int end = start;
        while (start > 0 && IsWordPart(text[start - 1]))
            start--;
        while (end < text.Length && IsWordPart(text[end]))
            end++;
        return text[start..end];
    }

    /// <summary>What stands before a position in its line.</summary>
    public string Before(int line, int character)
    {
        string text = Lines[line];
        return text[..Math.Clamp(character, 0, text.Length)];
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static string PathOf(string uri) =>
        System.Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) && parsed.IsFile ? System.IO.Path.GetFullPath(parsed.LocalPath) : uri;
}
