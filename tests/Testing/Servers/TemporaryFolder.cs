namespace Postern.Testing.Servers;

/// <summary>A folder of the test's own that other users may enter; gone at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode Enterable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public TemporaryFolder(string name = "postern")
    {
        Path = Directory.CreateTempSubdirectory(name + ".").FullName;
        LetEnter(Path);
    }

    public string Path { get; }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public string MakeFolder(string name)
    {
        string path = Combine(name);
        Directory.CreateDirectory(path);
        LetEnter(path);
        return path;
    }

    public string Write(string name, string text)
    {
        string path = Combine(name);
        File.WriteAllText(path, text, System.Text.Encoding.Latin1);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that is still dying may write once more; the folder then stays behind in the system's temporary folder.
        }
    }

    private static void LetEnter(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Enterable);
    }
}
