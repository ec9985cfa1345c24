using System.IO.Compression;

namespace Postern.Plugins.Content.Archives;

/// <summary>
/// Lists a zip file by its directory, and by the headers before its members: programs that read forwards see these, so that members that only one of the two has are listed
/// and make it broken.
/// </summary>
internal sealed class ZipReader(ArchiveSpool spool, ArchiveRun run, int depth)
{
    private const int Stored = 0;
    private const int Deflated = 8;

    /// <summary>Lists the members and looks into each.</summary>
    /// <param name="ends">The ends of the file that were found.</param>
    public void Read(IReadOnlyList<ZipEnd> ends)
    {
        if (ends.Count != 1)
            run.Note(ArchiveVerdict.Broken, ends.Count == 0 ? "a zip file without a directory" : "a zip file with more than one directory");
        var entries = new List<ZipEntry>();
        foreach (ZipEnd end in ends)
            ZipDirectory.Read(spool, end, run, entries);
        var layout = new ZipLayout(spool, ends.Count == 0 ? spool.Length : ends.Min(static end => end.DirectoryOffset));
        foreach (ZipEntry entry in entries)
        {
            if (!run.IsInTime())
                return;
            ZipEntry? header = ZipEntry.FromHeader(spool, entry.HeaderOffset);
            if (header is null)
                run.Note(ArchiveVerdict.Broken, $"a zip member without a header: {ArchiveRun.Shown(entry.Name)}");
            else
                layout.Add(entry.HeaderOffset, header.DataOffset + entry.CompressedSize);
            List(entry, header);
        }

        if (layout.HasOverlap)
            run.Note(ArchiveVerdict.Broken, "members of a zip file that overlap");
        ListHidden(layout, ends.Count > 0);
    }

    private void ListHidden(ZipLayout layout, bool hasDirectory)
    {
        foreach (ZipEntry header in layout.HiddenHeaders(run))
        {
            if (hasDirectory)
                run.Note(ArchiveVerdict.Broken, $"a zip member that the directory does not have: {ArchiveRun.Shown(header.Name)}");

            // What stands behind the content is not known to be something else, so there is no other end to tell.
            bool isOpen = header.HasDescriptor && header.CompressedSize == 0;
            List(isOpen ? header with { CompressedSize = spool.Length - header.DataOffset, Size = -1 } : header, header);
        }
    }

    private void List(ZipEntry entry, ZipEntry? header)
    {
        if (!run.TryAdd(entry.Name, entry.Size, depth, entry.IsEncrypted))
            return;
        if (header is not null && !entry.IsEncrypted && !header.IsEncrypted)
            LookInto(entry, header);
        ListOtherName(entry, entry.OtherName);
        ListOtherName(entry, header?.Name);
        ListOtherName(entry, header?.OtherName);
        if (header is not null && (header.Method != entry.Method || header.IsEncrypted != entry.IsEncrypted))
            run.Note(ArchiveVerdict.Broken, $"a zip member whose header differs from the directory: {ArchiveRun.Shown(entry.Name)}");
    }

    private void ListOtherName(ZipEntry entry, byte[]? name)
    {
        if (name is null || name.AsSpan().SequenceEqual(entry.Name) || (name != entry.OtherName && name.AsSpan().SequenceEqual(entry.OtherName)))
            return;
        run.Note(ArchiveVerdict.Broken, $"a zip member with two names: {ArchiveRun.Shown(entry.Name)}");
        run.TryAdd(name, entry.Size, depth, entry.IsEncrypted);
    }

    private void LookInto(ZipEntry entry, ZipEntry header)
    {
        if (entry.Method is not (Stored or Deflated))
        {
            run.Note(ArchiveVerdict.Undecipherable, $"compression method {entry.Method} cannot be read: {ArchiveRun.Shown(entry.Name)}");
            return;
        }

        using Stream region = spool.Open(header.DataOffset, entry.CompressedSize);
        var compressed = new CountingStream(region);
        try
        {
            long size;
            if (entry.Method == Stored)
            {
                size = run.ReadMember(compressed, null, depth);
            }
            else
            {
                using var decompressed = new DeflateStream(compressed, CompressionMode.Decompress, leaveOpen: true);
                size = run.ReadMember(decompressed, compressed, depth);
            }

            if (entry.Size >= 0 && size != entry.Size && !run.IsStopped)
                run.Note(ArchiveVerdict.Broken, $"a zip member of another size than it says: {ArchiveRun.Shown(entry.Name)}");
        }
        catch (InvalidDataException)
        {
            run.Note(ArchiveVerdict.Broken, $"a zip member that is damaged: {ArchiveRun.Shown(entry.Name)}");
        }
    }
}
