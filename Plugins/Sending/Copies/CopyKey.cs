using System.Security.Cryptography;

namespace Postern.Plugins.Sending.Copies;

/// <summary>The key of trace fields: a file that only the host reads, made on first use. Hosts that see each other's copies share one.</summary>
internal sealed class CopyKey(Func<string> path)
{
    private const int KeyBytes = 32;
    private const int MostBytes = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly Lock _lock = new();
    private byte[]? _key;

    /// <summary>The key.</summary>
    /// <exception cref="IOException">The file cannot be read or made, or others may read it.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses it.</exception>
    public byte[] Read()
    {
        lock (_lock)
            return _key ??= ReadFile(path());
    }

    private static byte[] ReadFile(string file)
    {
        if (!File.Exists(file))
            Make(file);
        if ((File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            throw new IOException($"{file}: others may read or write this key; give it mode 0600");
        var key = File.ReadAllBytes(file);
        return key.Length is >= KeyBytes and <= MostBytes ? key : throw new IOException($"{file}: a key has {KeyBytes} to {MostBytes} bytes, this has {key.Length}");
    }

    // Written elsewhere and linked into place: of two hosts that begin at once one makes the key, and both read the same.
    private static void Make(string file)
    {
        var fresh = $"{file}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}";
        using (var stream = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }
}
