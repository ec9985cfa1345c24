using Microsoft.Win32.SafeHandles;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Message.Content;

/// <summary>Bytes that were written once and are read again and again: few in memory, many in a temporary file that is unlinked as soon as it is open.</summary>
internal sealed class SpooledContent : IMessageContent, IDisposable
{
    private const int MostInMemory = 256 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private MemoryStream? _memory = new();
    private FileStream? _file;
    private SafeFileHandle? _handle;

    /// <inheritdoc/>
    public long Length { get; private set; }

    /// <inheritdoc/>
    public Stream Open() => new SpooledReader(this);

    /// <summary>Writes behind what is there; nothing that was opened before may be read meanwhile.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_memory is not null && Length + bytes.Length > MostInMemory)
            MoveToFile();
        if (_memory is not null)
            _memory.Write(bytes);
        else
            RandomAccess.Write(_handle!, bytes, Length);
        Length += bytes.Length;
    }

    /// <summary>Reads at a place; 0 at the end.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, Math.Max(0, Length - offset))];
        if (_memory is null)
            return buffer.IsEmpty ? 0 : RandomAccess.Read(_handle!, buffer, offset);
        if (!buffer.IsEmpty)
            _memory.GetBuffer().AsSpan((int)offset, buffer.Length).CopyTo(buffer);
        return buffer.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void MoveToFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"postern-{Guid.NewGuid():N}");
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = OwnerOnly,
            BufferSize = 0,
        });
        File.Delete(path);
        _handle = _file.SafeFileHandle;
        RandomAccess.Write(_handle, _memory!.GetBuffer().AsSpan(0, (int)_memory.Length), 0);
        _memory = null;
    }
}
