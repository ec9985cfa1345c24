using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Preprocessing;

/// <summary>Runs the external preprocessor over one source: definitions and source go to its standard input, nothing through a shell.</summary>
internal sealed class ExternalPreprocessor(SourceText source, PreprocessorOptions options, DiagnosticBag diagnostics)
{
    /// <summary>No more output is read, in bytes: macros can produce without end.</summary>
    private const int MaxOutput = 64 * 1024 * 1024;

    private const int MaxErrorOutput = 64 * 1024;

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public SourceText Run()
    {
        var words = SplitCommand(options.Command);
        if (words.Count == 0)
            return Fail("the command line of the preprocessor is empty");
        var start = new ProcessStartInfo(words[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
        };
        foreach (var argument in words.Skip(1)
            .Concat(options.IncludePath.Select(static directory => "-I" + directory))
            .Concat(options.Defines.Select(static define => "-D" + define))
            .Concat(options.Undefines.Select(static name => "-U" + name)))
        {
            start.ArgumentList.Add(argument);
        }

        if (options.SetupFile != null)
            start.ArgumentList.Add(options.SetupFile);
        start.ArgumentList.Add("-");
        try
        {
            using var process = Process.Start(start);
            return process == null ? Fail($"cannot start the preprocessor `{words[0]}'") : Communicate(process);
        }
        catch (Win32Exception e)
        {
            return Fail(
                $"this source needs the preprocessor `{words[0]}', which cannot be started: {e.Message}; "
                + "install it, or switch preprocessing off (--no-preprocessor)");
        }
    }

    private SourceText Communicate(Process process)
    {
        var writer = new Thread(() => Feed(process)) { IsBackground = true, Name = "preprocessor input" };
        var reader = new Thread(() => Drain(process.StandardOutput, _output, MaxOutput)) { IsBackground = true, Name = "preprocessor output" };
        var errors = new Thread(() => Drain(process.StandardError, _errors, MaxErrorOutput)) { IsBackground = true, Name = "preprocessor errors" };
        writer.Start();
        reader.Start();
        errors.Start();
        var inTime = process.WaitForExit(options.TimeLimit);
        if (!inTime)
            process.Kill(entireProcessTree: true);
        // With the process gone its pipes end, unless a grandchild keeps them; that one is not waited for
        reader.Join(options.TimeLimit);
        errors.Join(options.TimeLimit);
        writer.Join(options.TimeLimit);
        if (!inTime)
            return Fail(string.Create(
                CultureInfo.InvariantCulture, $"the preprocessor did not end within {options.TimeLimit.TotalSeconds} seconds"));
        lock (_errors)
            ReportErrors(_errors.ToString(), process.ExitCode != 0);
        if (process.ExitCode != 0)
            diagnostics.Error(Place(1), string.Create(CultureInfo.InvariantCulture, $"preprocessor exited with status {process.ExitCode}"));
        lock (_output)
            return source with { Text = MoveLines(_output.ToString()) };
    }

    private void Feed(Process process)
    {
        try
        {
            if (options.SetupFile == null)
                process.StandardInput.Write(MacroSetup.Text);
            process.StandardInput.Write(source.Text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit status and messages tell why
        }
    }

    private static void Drain(StreamReader reader, StringBuilder into, int limit)
    {
        var buffer = new char[8192];
        try
        {
            for (var total = 0; total < limit && reader.Read(buffer, 0, buffer.Length) is > 0 and var count; total += count)
            {
                lock (into)
                    into.Append(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // The process was ended at the time limit
        }
    }

    /// <summary><c>m4:stdin:LINE: TEXT</c>, a line each.</summary>
    private void ReportErrors(string text, bool failed)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(':', 4);
            var hasPlace = int.TryParse(parts.ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            var place = Place(hasPlace ? number - Offset : 1);
            var message = hasPlace && parts.Length == 4 ? parts[3].Trim() : line.Trim();
            if (failed)
                diagnostics.Error(place, message);
            else
                diagnostics.Warning(place, message);
        }
    }

    private int Offset => options.SetupFile == null ? MacroSetup.LineCount : 0;

    /// <summary>Line statements speak of the standard input, which began with the definitions; a statement without a name goes on with the
    /// file named before.</summary>
    private string MoveLines(string text)
    {
        var moved = new StringBuilder(text.Length);
        var inSource = true;
        foreach (var line in text.Split('\n'))
        {
            var digits = line.StartsWith("#line ", StringComparison.Ordinal) ? line.AsSpan("#line ".Length) : default;
            var blank = digits.IndexOf(' ');
            var name = blank < 0 ? "" : digits[(blank + 1)..];
            inSource = name.IsEmpty ? inSource : name.SequenceEqual("\"stdin\"");
            if (inSource && int.TryParse(
                blank < 0 ? digits : digits[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                moved.Append(CultureInfo.InvariantCulture, $"#line {number - Offset}");
                if (!name.IsEmpty)
                    moved.Append(" \"").Append(source.FileName).Append('"');
                moved.Append('\n');
            }
            else
            {
                moved.Append(line).Append('\n');
            }
        }

        // The last piece had no newline of its own
        return moved.ToString(0, moved.Length - 1);
    }

    private SourceText Fail(string problem)
    {
        diagnostics.Error(Place(1), problem);
        return source;
    }

    private SourcePlace Place(int line) => new(source.FileName, line, 1, line, 1);

    private static List<string> SplitCommand(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        foreach (var c in command.Append(' '))
        {
            if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is ' ' or '\t')
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(c);
            }
        }

        return words;
    }
}
