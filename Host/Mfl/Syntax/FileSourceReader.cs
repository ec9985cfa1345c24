using Postern.Mfl.Diagnostics;
using Postern.Mfl.Preprocessing;

namespace Postern.Mfl.Syntax;

/// <summary>Reads sources from the file system and expands their macros.</summary>
internal sealed class FileSourceReader(PreprocessorOptions preprocessing) : ISourceReader
{
    /// <summary>No source is larger, in bytes; what is, was meant for something else.</summary>
    private const long MaxLength = 16 * 1024 * 1024;

    public FileSourceReader() : this(new PreprocessorOptions())
    {
    }

    /// <summary>What is read from here and not from disk, by full path.</summary>
    public IReadOnlyDictionary<string, SourceText> OpenFiles { get; init; } = new Dictionary<string, SourceText>(StringComparer.Ordinal);

    public bool Exists(string path) => OpenFile(path) is not null || File.Exists(path);

    public SourceText Preprocess(SourceText text, DiagnosticBag diagnostics) =>
        SourcePreprocessor.Expand(text, preprocessing, diagnostics);

    public IEnumerable<string> ModuleNames(IReadOnlyList<string> directories) =>
        directories.Where(Directory.Exists)
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "*.mfl"))
            .Select(static file => Path.GetFileNameWithoutExtension(file));

    public SourceText? Read(string path, out string problem)
    {
        try
        {
            problem = "";
            if (OpenFile(path) is { } open)
                return open with { FileName = path };
            if (new FileInfo(path).Length > MaxLength)
            {
                problem = "file too large";
                return null;
            }

            return SourceText.FromBytes(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
                UnauthorizedAccessException => "Permission denied",
                _ => e.Message,
            };
            return null;
        }
    }

    private SourceText? OpenFile(string path) => OpenFiles.Count > 0 && OpenFiles.TryGetValue(Path.GetFullPath(path), out SourceText? open) ? open : null;
}
