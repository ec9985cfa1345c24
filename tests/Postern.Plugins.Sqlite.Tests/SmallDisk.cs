using Postern.Testing.Servers;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>A file system in memory with little room. Needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new("postern-disk");

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    private string Ballast => _folder.Combine("ballast");

    public static async Task<SmallDisk> MountAsync(int kibibytes)
    {
        var disk = new SmallDisk();
        await RunAsync("/bin/mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using FileStream file = File.Create(Ballast, bufferSize: 1);
        byte[] block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // No room is left.
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Empty() => File.Delete(Ballast);

    public Task ForbidWritingAsync() => RunAsync("/bin/mount", "-o", "remount,ro", Path);

    public Task AllowWritingAsync() => RunAsync("/bin/mount", "-o", "remount,rw", Path);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("/bin/umount", "-l", Path);
        _folder.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        (int code, string output) = await ServerProcess.RunAsync(program, arguments, Limit);
        Assert.AreEqual(0, code, $"{program} {string.Join(' ', arguments)}: {output}; this test needs root");
    }
}
