namespace Postern.Mfl.Syntax;

/// <summary>Reads sources from the file system.</summary>
internal sealed class FileSourceReader : ISourceReader
{
    /// <summary>No source is larger, in bytes; what is, was meant for something else.</summary>
    private const long MaxLength = 16 * 1024 * 1024;

    public bool Exists(string path) => File.Exists(path);

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
