using System.Buffers;
using System.Globalization;
using System.Text;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Writes Content-Type and Content-Disposition fields, whatever the values hold.</summary>
internal static class ParameterText
{
    // A line of a long value has room for its name and some seventy characters.
    private const int LongestPiece = 60;

    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>@,;:\\\"/[]?=*'%");

    /// <summary>Writes a field with one parameter changed or added.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">What stands before the parameters.</param>
    /// <param name="name">The parameter's name in lower case.</param>
    /// <param name="text">Its value.</param>
    public static string With(ContentField field, string value, string name, string text)
    {
        var result = new StringBuilder(value);
        foreach (string other in field.Names.Where(other => other != name && IsToken(other)))
            Append(result, other, field.First(other) ?? "");
        return Append(result, name, text).ToString();
    }

    /// <summary>Appends a parameter on a line of its own.</summary>
    /// <param name="result">The field so far.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="text">Its value, a byte string; what is not printable ASCII is written as RFC 2231 has it.</param>
    public static StringBuilder Append(StringBuilder result, string name, string text)
    {
        bool isPlain = text.Length <= LongestPiece && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
        if (isPlain && IsToken(text))
            return result.Append(";\n\t").Append(name).Append('=').Append(text);
        if (isPlain)
            return result.Append(";\n\t").Append(name).Append("=\"").Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        List<string> pieces = Pieces(text);
        for (int i = 0; i < pieces.Count; i++)
        {
            string section = pieces.Count == 1 ? "*" : string.Create(CultureInfo.InvariantCulture, $"*{i}*");
            result.Append(";\n\t").Append(name).Append(section).Append('=').Append(i == 0 ? "utf-8''" : "").Append(pieces[i]);
        }

        return result;
    }

    /// <summary>Whether a text can stand without quotes (RFC 2045 §5.1).</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && text.AsSpan().IndexOfAny(Specials) < 0;

    private static List<string> Pieces(string text)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        foreach (char c in text)
        {
            if (piece.Length >= LongestPiece)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c.ToString() : $"%{(int)c & 0xFF:X2}");
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
