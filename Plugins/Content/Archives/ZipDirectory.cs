using System.Buffers.Binary;

namespace Postern.Plugins.Content.Archives;

/// <summary>Reads the directory of a zip file (APPNOTE 4.3.12).</summary>
internal static class ZipDirectory
{
    private const int FixedLength = 46;
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads entries up to the limit of members.</summary>
    /// <param name="spool">The file.</param>
    /// <param name="end">Where the directory is.</param>
    /// <param name="run">Told what is wrong.</param>
    /// <param name="entries">Gets the entries.</param>
    public static void Read(ArchiveSpool spool, ZipEnd end, ArchiveRun run, List<ZipEntry> entries)
    {
        using var stream = new BufferedStream(spool.Open(end.DirectoryOffset, end.DirectorySize), BufferSize);
        var head = new byte[FixedLength];
        long count = 0;
        for (; run.IsInTime() && stream.ReadAtLeast(head, FixedLength, throwOnEndOfStream: false) == FixedLength && head.AsSpan().StartsWith("PK\u0001\u0002"u8); count++)
        {
            if (entries.Count > run.Limits.Members)
            {
                run.Note(ArchiveVerdict.TooBig, $"more than {run.Limits.Members} members");
                return;
            }

            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28)), extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(30));
            var rest = new byte[nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(32))];
            if (stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length)
                break;
            ZipEntry entry = ZipEntry.FromDirectory(head, rest[..nameLength], rest.AsSpan(nameLength, extraLength));
            entries.Add(entry with { HeaderOffset = entry.HeaderOffset + end.Shift });
        }

        if (count != end.Entries && !run.IsStopped)
            run.Note(ArchiveVerdict.Broken, $"a zip directory that says {end.Entries} members and has {count}");
    }
}
