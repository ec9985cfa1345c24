using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mailbox.Messages;

/// <summary>A part of a file as the content of a message. The file stays open until it is disposed.</summary>
/// <param name="file">The file; a share of it, which the slice owns.</param>
/// <param name="name">What error messages call the file.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="length">Its bytes.</param>
internal sealed class FileSlice(SharedFile file, string name, long offset, long length) : IMessageContent, IDisposable
{
    private bool _isReleased;

    public long Length => length;

    /// <summary>The line that stood before the message, without its end; <see langword="null"/> when there was none.</summary>
    public string? FromLine { get; init; }

    public Stream Open() => new FileSliceStream(file.Handle, name, offset, length);

    public void Dispose()
    {
        if (_isReleased)
            return;
        _isReleased = true;
        file.Release();
    }
}
