namespace Postern.Tools.Mtasim.Smtp;

/// <summary>Writes replies, and compares each with the code that the script expects.</summary>
internal sealed class ReplyWriter(Stream output, SessionTrace trace)
{
    private const int CodeDigits = 3;

    private string _expected = "";

    /// <summary>The first digits of the next reply's code.</summary>
    public void Expect(string digits) => _expected = digits;

    /// <summary>Writes a reply of several lines, complete with their codes.</summary>
    /// <exception cref="ExpectationException">It is not the expected one; only its first line is written.</exception>
    public async Task WriteAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        string expected = _expected;
        _expected = "";
        foreach (string line in lines)
        {
            await WriteLineAsync(line, cancellationToken);
            if (expected.Length > 0 && !line.StartsWith(expected, StringComparison.Ordinal))
                throw new ExpectationException($"expected {expected.PadRight(CodeDigits, '.')}, but got {line[..CodeDigits]}");
            expected = "";
        }

        await output.FlushAsync(cancellationToken);
    }

    public Task WriteAsync(string line, CancellationToken cancellationToken) => WriteAsync([line], cancellationToken);

    /// <summary>Writes a reply of several lines, all with this code.</summary>
    public Task WriteAsync(string code, IReadOnlyList<string> lines, CancellationToken cancellationToken) =>
        WriteAsync(lines.Select((line, i) => $"{code}{(i < lines.Count - 1 ? '-' : ' ')}{line}"), cancellationToken);

    /// <summary>
    /// Writes the reply of a filter: lines separated by CRLF. Whatever the filter sent, each line gets the code of the first, and
    /// a line holds no control characters. It is one piece: it is written before it is compared.
    /// </summary>
    public Task WriteFilterReplyAsync(string text, CancellationToken cancellationToken)
    {
        string code = text[..CodeDigits];
        string[] lines = text.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        return WriteAsync(
            string.Join("\r\n", lines.Select((line, i) => $"{code}{(i < lines.Length - 1 ? '-' : ' ')}{Bytes.Printable(WithoutCode(line, code))}")),
            cancellationToken);
    }

    private static string WithoutCode(string line, string code) =>
        line.StartsWith(code, StringComparison.Ordinal) && (line.Length == CodeDigits || line[CodeDigits] is ' ' or '-')
            ? line[Math.Min(line.Length, CodeDigits + 1)..]
            : line;

    private async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Bytes.ToArray(line + "\r\n"), cancellationToken);
        await trace.LineAsync(line.Replace("\r\n", "\n", StringComparison.Ordinal), cancellationToken);
    }
}
