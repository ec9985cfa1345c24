using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>A small file system in memory that can be filled.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
    {
        (int code, string output) = await ServerProcess.RunAsync("/bin/mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=0755", "tmpfs", folder], Limit);
        if (code != 0)
            throw new InvalidOperationException($"a small file system cannot be mounted, which needs root: {output}");
        return new SmallDisk(folder);
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() => await ServerProcess.RunAsync("/bin/umount", ["-l", Path], Limit);
}
