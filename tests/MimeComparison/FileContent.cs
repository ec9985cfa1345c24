using Postern.Abstractions.Messages;

namespace Postern.MimeComparison;

/// <summary>A message in a file.</summary>
internal sealed class FileContent(string path) : IMessageContent
{
    public long Length => new FileInfo(path).Length;

    public Stream Open() => File.OpenRead(path);
}
