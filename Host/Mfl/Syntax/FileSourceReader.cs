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

    public bool Exists(string path) => File.Exists(path);

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
}
