using System.Globalization;
using System.Text;

namespace Postern.Plugins.Content.Archives;

/// <summary>Reads a tape archive forwards: ustar, GNU long names, pax records.</summary>
internal sealed class TarReader(Stream content, ArchiveRun run, int depth)
{
    private const int LongestRecord = 64 * 1024;

    private byte[]? _longName;
    private long? _paxSize;
    private bool _isBehindEnd;

    /// <summary>Lists the members and looks into each.</summary>
    public void Read()
    {
        var block = new byte[TarHeaderBlock.Length];
        while (run.IsInTime())
        {
            int count = content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            if (count == 0)
                return;
            if (count < block.Length)
            {
                if (!_isBehindEnd)
                    run.Note(ArchiveVerdict.Broken, "a tar file that is cut off");
                return;
            }

            if (!block.AsSpan().ContainsAnyExcept((byte)0))
            {
                _isBehindEnd = true;
                continue;
            }

            if (!TarHeaderBlock.IsValid(block))
            {
                run.Note(_isBehindEnd ? ArchiveVerdict.Ok : ArchiveVerdict.Broken, _isBehindEnd ? "" : "a tar header that does not add up");
                return;
            }

            if (_isBehindEnd)
                run.Note(ArchiveVerdict.Broken, "members behind the end of a tar file");
            if (!TryTake(block))
                return;
        }
    }

    private bool TryTake(byte[] block)
    {
        var header = new TarHeaderBlock(block);
        long size = header.Size;
        if (size < 0)
        {
            run.Note(ArchiveVerdict.Broken, "a tar header with a bad size");
            return false;
        }

        return header.Type switch
        {
            'L' => TryReadRecord(size, out _longName),
            'x' => TryReadRecord(size, out byte[]? records) && TakeRecords(records),
            'K' or 'g' => TrySkip(size) && TrySkip(Padding(size)),
            'V' => true,
            _ => TryTakeMember(header, size),
        };
    }

    private bool TryTakeMember(TarHeaderBlock header, long size)
    {
        byte[] name = _longName ?? header.Name;
        bool hasContent = header.Type is not ('1' or '2' or '3' or '4' or '5' or '6');
        size = hasContent ? _paxSize ?? size : 0;
        (_longName, _paxSize) = (null, null);
        if (header.IsSparseExtended && !TrySkipSparse())
            return false;
        if (!run.TryAdd(name, size, depth, isEncrypted: false))
            return false;
        var member = new CountingStream(content, size);
        if (hasContent && run.ReadMember(member, null, depth) < size && !run.IsStopped)
            run.Note(ArchiveVerdict.Broken, "a tar file that is cut off");
        return !run.IsStopped && TrySkip(Padding(size));
    }

    // Further blocks of the map of a sparse file.
    private bool TrySkipSparse()
    {
        var block = new byte[TarHeaderBlock.Length];
        do
        {
            if (!run.IsInTime() || content.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < block.Length)
                return false;
        }
        while (block[504] != 0);
        return true;
    }

    private bool TryReadRecord(long size, out byte[]? record)
    {
        record = null;
        if (size > LongestRecord)
        {
            run.Note(ArchiveVerdict.Broken, "a tar header with a name that is too long");
            return false;
        }

        record = new byte[size];
        if (content.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < size)
        {
            run.Note(ArchiveVerdict.Broken, "a tar file that is cut off");
            return false;
        }

        record = record.AsSpan().TrimEnd((byte)0).ToArray();
        return TrySkip(Padding(size));
    }

    // pax records: LENGTH " " KEY "=" VALUE LF
    private bool TakeRecords(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            int blank = records.IndexOf((byte)' ');
            if (blank <= 0 || !int.TryParse(records[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length <= blank || length > records.Length)
            {
                run.Note(ArchiveVerdict.Broken, "a pax header that is damaged");
                return true;
            }

            ReadOnlySpan<byte> record = records[(blank + 1)..length].TrimEnd((byte)'\n');
            int equals = record.IndexOf((byte)'=');
            string key = equals < 0 ? "" : Encoding.Latin1.GetString(record[..equals]);
            if (key is "path" or "GNU.sparse.name")
                _longName = record[(equals + 1)..].ToArray();
            else if (key == "size" && long.TryParse(record[(equals + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                _paxSize = size;
            records = records[length..];
        }

        return true;
    }

    private bool TrySkip(long size)
    {
        var skipped = new CountingStream(content, size);
        var buffer = new byte[TarHeaderBlock.Length];
        while (run.IsInTime() && skipped.Read(buffer) > 0)
        {
        }

        return !run.IsStopped;
    }

    private static long Padding(long size) => (TarHeaderBlock.Length - (size % TarHeaderBlock.Length)) % TarHeaderBlock.Length;
}
