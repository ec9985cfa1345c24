using System.Text;
using Postern.Abstractions.Configuration;
using Postern.Configuration.Syntax;

namespace Postern.Configuration.Loading;

/// <summary>
/// Reads a configuration file with all it includes (manual node <c>Mailfromd Configuration</c>). An included directory gives
/// the file in it that is named like the program; that file, and <c>program NAME { }</c> blocks for this program, count after
/// the file itself.
/// </summary>
/// <param name="programNames">The names that this program answers to in <c>program</c> blocks and included directories.</param>
/// <param name="limits">What the configuration may cost.</param>
public sealed class ConfigurationLoader(IReadOnlyList<string> programNames, ConfigurationLimits limits)
{
    private readonly List<string> _open = [];
    private readonly List<ConfigurationStatement> _deferred = [];
    private int _files;

    /// <summary>Reads <paramref name="path"/>; what is wrong goes to <paramref name="problems"/>.</summary>
    /// <returns>All statements in the order in which they count; <c>include</c> and <c>program</c> are resolved.</returns>
    public IReadOnlyList<ConfigurationStatement> Load(string path, ConfigurationProblems problems)
    {
        var statements = new List<ConfigurationStatement>();
        ReadFile(path, new SourcePlace(path, 0, 0, 0, 0), statements, problems, isTop: true);

        // A deferred file may defer further ones.
        for (int i = 0; i < _deferred.Count; i++)
        {
            ConfigurationStatement deferred = _deferred[i];
            if (deferred.Body is { } body)
                Resolve(body, FolderOf(deferred.Place.File), statements, problems, isTop: true);
            else
                ReadFile(deferred.Keyword, deferred.Place, statements, problems, isTop: true);
        }

        _deferred.Clear();
        return statements;
    }

    private void ReadFile(
        string path, SourcePlace place, List<ConfigurationStatement> into, ConfigurationProblems problems, bool isTop)
    {
        string full = Path.GetFullPath(path);
        if (_open.Contains(full, StringComparer.Ordinal))
        {
            problems.Error(place, $"{path} includes itself");
            return;
        }

        if (_open.Count >= limits.IncludeDepth || ++_files > limits.Files)
        {
            problems.Error(place, _files > limits.Files
                ? $"more than {limits.Files} files are included; {path} is not read"
                : $"files include files more than {limits.IncludeDepth} deep; {path} is not read");
            return;
        }

        if (!TryRead(full, out string text, out string problem))
        {
            problems.Error(place, place.Line == 0 ? problem : $"cannot include {path}: {problem}");
            return;
        }

        _open.Add(full);
        IReadOnlyList<ConfigurationStatement> statements = ConfigurationParser.Parse(path, text, problems, limits);
        Resolve(statements, FolderOf(full), into, problems, isTop);
        _open.RemoveAt(_open.Count - 1);
    }

    private void Resolve(
        IReadOnlyList<ConfigurationStatement> statements, string folder, List<ConfigurationStatement> into,
        ConfigurationProblems problems, bool isTop)
    {
        foreach (ConfigurationStatement statement in statements)
        {
            if (statement is { Keyword: "include", Body: null })
                Include(statement, folder, into, problems, isTop);
            else if (isTop && statement is { Keyword: "program", Body: not null })
                Program(statement, problems);
            else if (statement.Body is { } body)
            {
                var inner = new List<ConfigurationStatement>();
                Resolve(body, folder, inner, problems, isTop: false);
                into.Add(statement with { Body = inner });
            }
            else
                into.Add(statement);
        }
    }

    private void Program(ConfigurationStatement statement, ConfigurationProblems problems)
    {
        if (statement.Values is not [{ List: null } label])
            problems.Error(statement.Place, "expected one program name after `program'");
        else if (programNames.Contains(label.Text, StringComparer.Ordinal))
            _deferred.Add(statement);
    }

    private void Include(
        ConfigurationStatement statement, string folder, List<ConfigurationStatement> into, ConfigurationProblems problems,
        bool isTop)
    {
        if (statement.Values is not [{ List: null } value])
        {
            problems.Error(statement.Place, "expected one file or directory name after `include'");
            return;
        }

        string path = Path.Combine(folder, ByteText.ToUnicode(value.Text));
        if (!Directory.Exists(path))
        {
            if (File.Exists(path))
                ReadFile(path, statement.Place, into, problems, isTop);
            else
                problems.Error(statement.Place, $"include file or directory `{value.Text}' does not exist");
            return;
        }

        string? file = programNames.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists);
        if (file is null)
            return;
        if (isTop)
            _deferred.Add(new ConfigurationStatement(file, [], null, statement.Place));
        else
            ReadFile(file, statement.Place, into, problems, isTop: false);
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";

    private bool TryRead(string path, out string text, out string problem)
    {
        text = problem = "";
        try
        {
            // A pipe is as good as a file: the length is known after reading.
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[limits.FileSize + 1];
            int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > limits.FileSize)
            {
                problem = $"the file has more than the {limits.FileSize} bytes that a configuration file may have";
                return false;
            }

            text = Encoding.Latin1.GetString(bytes, 0, count);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
                UnauthorizedAccessException => Directory.Exists(path) ? "Is a directory" : "Permission denied",
                _ => e.Message,
            };
            return false;
        }
    }
}
