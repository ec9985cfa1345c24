using System.IO.Compression;

namespace Postern.Plugins.Content.Archives;

/// <summary>Reads a gzip file (RFC 1952): one member, whose name it may tell.</summary>
internal sealed class GzipReader(Stream content, ArchiveRun run, int depth)
{
    private const int HeaderLength = 10;
    private const int HasExtra = 4;
    private const int HasName = 8;

    /// <summary>Lists the member and looks into it.</summary>
    /// <param name="head">The beginning of the file, in which its name must stand.</param>
    public void Read(ReadOnlySpan<byte> head)
    {
        if (!run.TryAdd(Name(head), -1, depth, isEncrypted: false))
            return;
        var compressed = new CountingStream(content);
        using var decompressed = new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            run.ReadMember(decompressed, compressed, depth);
        }
        catch (InvalidDataException)
        {
            run.Note(ArchiveVerdict.Broken, "a gzip file that is damaged");
        }
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderLength || (head[3] & HasName) == 0)
            return [];
        int start = HeaderLength;
        if ((head[3] & HasExtra) != 0)
            start += head.Length < start + 2 ? head.Length : 2 + head[start] + (head[start + 1] << 8);
        if (start >= head.Length)
            return [];
        ReadOnlySpan<byte> rest = head[start..];
        int end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }
}
