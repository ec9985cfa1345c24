using System.Text;
using Postern.Daemon.FilterTests.Model;
using Postern.Mfl.Syntax;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>
/// Reads a test file: a statement per line, <c>#</c> begins a comment line, lines that begin with <c>|</c> are the text that belongs to the
/// statement above them. A wrong line is reported and passed over.
/// </summary>
internal sealed partial class FilterTestParser
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostProblems = 50;

    private readonly Dictionary<string, Action<LineCursor>> _statements;
    private readonly List<FileProblem> _problems = [];
    private readonly List<FilterTest> _tests = [];
    private readonly TestSettings _common = new();
    private readonly string _file;
    private FilterTest? _test;
    private TextBlock? _block;

    private FilterTestParser(string file)
    {
        _file = file;
        _statements = new Dictionary<string, Action<LineCursor>>(StringComparer.OrdinalIgnoreCase)
        {
            ["test"] = BeginTest,
            ["filter"] = ReadFilter,
            ["setvar"] = ReadVariable,
            ["clock"] = ReadClock,
            ["timeout"] = ReadLimit,
            ["dns"] = ReadZone,
            ["record"] = ReadRecord,
            ["database"] = ReadDatabase,
            ["client"] = ReadClient,
            ["session"] = ReadSession,
            ["helo"] = ReadHelo,
            ["macro"] = ReadMacro,
            ["from"] = ReadSender,
            ["to"] = ReadRecipients,
            ["header"] = ReadHeader,
            ["body"] = ReadBody,
            ["message"] = ReadMessage,
            ["wait"] = ReadWait,
            ["expect"] = ReadExpectation,
        };
    }

    private TestSettings Settings => _test?.Settings ?? _common;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path as the administrator named it.</param>
    public static FilterTestFile ReadFile(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Length > MostBytes
                ? new FilterTestFile(file, [], [new FileProblem(file, 0, $"it has more than {MostBytes / 1024 / 1024} MiB; that is no test file")])
                : Read(file, File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FilterTestFile(file, [], [new FileProblem(file, 0, $"cannot be read: {e.Message}")]);
        }
    }

    /// <summary>Reads the content of a file.</summary>
    public static FilterTestFile Read(string file, ReadOnlySpan<byte> content)
    {
        var parser = new FilterTestParser(file);
        parser.ReadLines(Encoding.Latin1.GetString(content.StartsWith("\uFEFF"u8) ? content[3..] : content));
        return new FilterTestFile(file, parser._problems.Count == 0 ? parser._tests : [], [.. parser._problems.OrderBy(static problem => problem.Line)]);
    }

    private void ReadLines(string content)
    {
        int number = 0;
        foreach (string line in content.Split('\n'))
        {
            number++;
            if (_problems.Count < MostProblems)
                Try(number, () => ReadLine(line.TrimEnd('\r'), number));
        }

        Try(number, CloseBlock);
        Try(number, CloseTest);
        if (_tests.Count == 0 && _problems.Count == 0)
            Report(0, "there is no test in it; a test begins with test \"NAME\"");
    }

    private void ReadLine(string line, int number)
    {
        if (line.Contains('\0', StringComparison.Ordinal))
            throw new TestSyntaxException("the line holds a NUL; text was expected");
        string text = line.Trim(' ', '\t');
        if (text.StartsWith('|'))
        {
            if (_block is null)
                throw new TestSyntaxException("no text is expected here; a line with | follows message, expect message or expect body");
            _block.Lines.Add(text.Length > 1 && text[1] == ' ' ? line[(line.IndexOf('|', StringComparison.Ordinal) + 2)..] : text[1..]);
            return;
        }

        if (text.Length == 0 || text[0] == '#')
            return;
        CloseBlock();
        var cursor = new LineCursor(text, number);
        string word = cursor.Word("a statement");
        if (!_statements.TryGetValue(word, out Action<LineCursor>? read))
            throw new TestSyntaxException(Unknown("statement", word, _statements.Keys));
        read(cursor);
        cursor.End();
    }

    /// <summary>What to say about a word that is not among those known.</summary>
    public static string Unknown(string kind, string word, IEnumerable<string> known) =>
        SpellingSuggestion.Nearest(word.ToLowerInvariant(), known.Select(static name => name.ToLowerInvariant())) is { } nearest
            ? $"the {kind} `{word}' is unknown; did you mean `{nearest}'?"
            : $"the {kind} `{word}' is unknown; there are {string.Join(' ', known)}";

    private void CloseBlock()
    {
        TextBlock? block = _block;
        _block = null;
        if (block is null)
            return;
        if (block.Lines.Count == 0)
            Report(block.Line, $"the text that {block.Statement} speaks of was expected below it, in lines that begin with |");
        else
            block.Take(string.Concat(block.Lines.Select(static line => line + "\r\n")));
    }

    private void Try(int number, Action read)
    {
        try
        {
            read();
        }
        catch (TestSyntaxException e)
        {
            Report(number, e.Message);
        }
    }

    private void Report(int line, string text) => _problems.Add(new FileProblem(_file, line, text));

    /// <summary>A path in the file counts from the file's folder.</summary>
    private string PathOf(string name)
    {
        // The line is a byte string; a file's name is text.
        string path = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
        string folder = Path.GetDirectoryName(_file) ?? "";
        return Path.IsPathRooted(path) ? path : NormalPath(Path.Combine(folder, path));
    }

    /// <summary>Without <c>..</c>, and as short as the file's own path is.</summary>
    private static string NormalPath(string path) => Path.IsPathRooted(path)
        ? Path.GetFullPath(path)
        : Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(path));

    /// <summary>Lines with <c>|</c> below a statement.</summary>
    /// <param name="Statement">The statement, for messages.</param>
    /// <param name="Line">Its line.</param>
    /// <param name="Take">Gets the text, each line ended by CRLF.</param>
    private sealed record TextBlock(string Statement, int Line, Action<string> Take)
    {
        public List<string> Lines { get; } = [];
    }
}
