using System.Buffers;

namespace Postern.Plugins.Content.Archives;

/// <summary>Content that must be read from its end: in memory, or in a file that loses its name as soon as it is open.</summary>
internal sealed class ArchiveSpool : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int BufferSize = 64 * 1024;

    private readonly MemoryStream _memory = new();
    private FileStream? _file;

    private ArchiveSpool()
    {
    }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="threshold">How many bytes stay in memory.</param>
    /// <param name="run">Told when the content is damaged.</param>
    public static ArchiveSpool Read(Stream content, int threshold, ArchiveRun run)
    {
        var spool = new ArchiveSpool();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int count; run.IsInTime() && (count = content.Read(buffer)) > 0;)
                spool.Append(buffer.AsSpan(0, count), threshold);
        }
        catch (InvalidDataException)
        {
            run.Note(ArchiveVerdict.Broken, "compressed data that is damaged");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return spool;
    }

    /// <summary>Opens a region of it.</summary>
    public Stream Open(long offset, long length)
    {
        offset = Math.Clamp(offset, 0, Length);
        return new Region(this, offset, Math.Clamp(length, 0, Length - offset));
    }

    /// <summary>Reads bytes at a place.</summary>
    /// <returns>How many there were.</returns>
    public int Read(long offset, Span<byte> buffer)
    {
        if (offset < 0 || offset >= Length)
            return 0;
        int wanted = (int)Math.Min(buffer.Length, Length - offset);
        if (_file is { } file)
            return RandomAccess.Read(file.SafeFileHandle, buffer[..wanted], offset);
        _memory.GetBuffer().AsSpan((int)offset, wanted).CopyTo(buffer);
        return wanted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Dispose();
        _file?.Dispose();
    }

    private void Append(ReadOnlySpan<byte> bytes, int threshold)
    {
        if (_file is null && Length + bytes.Length > threshold)
        {
            _file = Create();
            RandomAccess.Write(_file.SafeFileHandle, _memory.GetBuffer().AsSpan(0, (int)Length), 0);
            _memory.SetLength(0);
            _memory.Capacity = 0;
        }

        if (_file is { } file)
            RandomAccess.Write(file.SafeFileHandle, bytes, Length);
        else
            _memory.Write(bytes);
        Length += bytes.Length;
    }

    private static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), $"postern-{Guid.NewGuid():N}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = OwnerOnly,
            BufferSize = 0,
        });
        File.Delete(path);
        return file;
    }

    private sealed class Region(ArchiveSpool spool, long offset, long length) : CountingStream(Null)
    {
        /// <inheritdoc/>
        public override int Read(Span<byte> buffer)
        {
            int count = spool.Read(offset + Count, buffer[..(int)Math.Min(buffer.Length, length - Count)]);
            Count += count;
            return count;
        }
    }
}
