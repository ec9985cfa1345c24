using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Postern.Milter.Storage;

/// <summary>A temporary file without a name: it is unlinked as soon as it is open, so it is gone however the process ends.</summary>
internal sealed class SpoolFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;

    public SpoolFile(string directory)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"postern-{Guid.NewGuid():N}");
        string path = Path.Combine(directory, name);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = OwnerOnly,
            BufferSize = 0,
        };
        // Only a FileStream can be given the mode at creation; reads and writes go to its handle, at positions of their own.
        _stream = new FileStream(path, options);
        File.Delete(path);
        _handle = _stream.SafeFileHandle;
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, Length);
        Length += bytes.Length;
    }

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(_handle, buffer, offset);

    public void Dispose() => _stream.Dispose();
}
