using System.Buffers;

namespace Postern.Plugins.Content.Archives;

/// <summary>Which bytes of a zip file belong to members, and what lies between them.</summary>
/// <param name="spool">The file.</param>
/// <param name="end">Where members end.</param>
internal sealed class ZipLayout(ArchiveSpool spool, long end)
{
    private const int HeaderLength = 30;
    private const int LongestName = 4096;
    private const int BufferSize = 64 * 1024;

    private readonly List<(long Start, long End)> _ranges = [];

    /// <summary>Whether two members share bytes.</summary>
    public bool HasOverlap
    {
        get
        {
            _ranges.Sort();
            return Enumerable.Range(1, Math.Max(0, _ranges.Count - 1)).Any(i => _ranges[i].Start < _ranges[i - 1].End);
        }
    }

    /// <summary>Adds a member's bytes.</summary>
    public void Add(long start, long end) => _ranges.Add((start, end < start ? long.MaxValue : end));

    /// <summary>Finds headers where no member is.</summary>
    public IEnumerable<ZipEntry> HiddenHeaders(ArchiveRun run)
    {
        long at = 0;
        foreach ((long start, long rangeEnd) in _ranges.Order().Append((end, end)))
        {
            while (at + HeaderLength <= start && run.IsInTime() && Find(at, start) is var found && found >= 0)
            {
                at = found + 4;
                if (ZipEntry.FromHeader(spool, found) is not { } header || !IsPlausible(header))
                    continue;
                yield return header;
                at = Math.Max(at, header.HasDescriptor && header.CompressedSize == 0 ? header.DataOffset : Math.Min(start, header.DataOffset + header.CompressedSize));
            }

            at = Math.Max(at, rangeEnd);
        }
    }

    private static bool IsPlausible(ZipEntry header) => header.Method <= 99 && header.Name.Length is > 0 and < LongestName && header.CompressedSize >= 0;

    private long Find(long from, long to)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long at = from; at < to;)
            {
                int count = spool.Read(at, buffer.AsSpan(0, (int)Math.Min(BufferSize, to - at)));
                int found = buffer.AsSpan(0, count).IndexOf("PK\u0003\u0004"u8);
                if (found >= 0)
                    return at + found;
                if (count < 4)
                    return -1;
                at += count - 3;
            }

            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
