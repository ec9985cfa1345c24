namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>Reads a file that a test file names.</summary>
internal static class FileText
{
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TestSyntaxException($"the file {path} cannot be read: {e.Message}");
        }
    }
}
