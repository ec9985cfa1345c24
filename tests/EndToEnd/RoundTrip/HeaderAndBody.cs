using System.Text;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>A delivered message as byte strings: its fields with folds and line ends, and the rest, which begins with the empty line. Postfix's own <c>Received</c> stands for itself.</summary>
internal sealed class HeaderAndBody
{
    private const string OwnField = "Received: by Postfix\r\n";

    public HeaderAndBody(byte[] content)
    {
        string text = Encoding.Latin1.GetString(content);
        int at = 0;
        while (at < text.Length && !text.AsSpan(at).StartsWith("\r\n", StringComparison.Ordinal))
        {
            int end = FieldEnd(text, at);
            string field = text[at..end];
            Fields.Add(!_hasOwn && field.Contains("by mx.postern.test (Postfix)", StringComparison.Ordinal) ? Own() : field);
            at = end;
        }

        Body = text[at..];
    }

    private bool _hasOwn;

    public List<string> Fields { get; } = [];

    public string Body { get; set; }

    /// <summary>The index of the first field with a name, or of a later one; -1 when there is none.</summary>
    public int Find(string name, int number = 1)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (IsNamed(Fields[i], name) && --number == 0)
                return i;
        }

        return -1;
    }

    public override string ToString() => string.Concat(Fields) + Body;

    private string Own()
    {
        _hasOwn = true;
        return OwnField;
    }

    private static bool IsNamed(string field, string name) =>
        field.StartsWith(name, StringComparison.OrdinalIgnoreCase) && field.AsSpan(name.Length).TrimStart(" \t").StartsWith(":", StringComparison.Ordinal);

    private static int FieldEnd(string text, int at)
    {
        while (true)
        {
            int end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
            if (end < 0)
                return text.Length;
            at = end + 2;
            if (at >= text.Length || text[at] is not (' ' or '\t'))
                return at;
        }
    }
}
