using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm.Gdbm;

/// <summary>
/// Looks through a GNU dbm file: the header, the lists of free areas, the directory, the buckets. Everything they point to must lie inside the file, and nothing
/// may be used twice. What stands in the records does not matter.
/// </summary>
internal sealed class GdbmCheck(SafeFileHandle file, long size)
{
    private const int AvailableHead = 16;
    private const int AvailableElement = 16;
    private const int AvailableInBucket = 6;
    private const int AvailableOfBucket = 8;
    private const int BucketBitsAt = 104;
    private const int BucketCountAt = 108;
    private const int HashBits = 31;
    private const int FreeSlot = -1;

    private readonly PageReader _bytes = new(file, 1 << 16, 0);
    private readonly ExtentSet _used = new();
    private GdbmHeader _header;
    private long _records;

    public FileReport Run()
    {
        byte[] start = new byte[GdbmHeader.Size];
        if (!_bytes.TryReadAt(0, start))
            return new FileReport(0, "the header is cut off");
        if (GdbmHeader.TryRead(start, size, out _header) is { } fault)
            return new FileReport(0, fault);
        _used.Add(0, _header.BlockSize);
        _used.Add(_header.Directory, _header.DirectorySize);
        fault = CheckFree() ?? CheckDirectory() ?? (_used.Overlap() ? "two parts of the file overlap" : null);
        return new FileReport(_records, fault);
    }

    /// <summary>The free areas of the header's list and of the blocks that it was pushed out to.</summary>
    private string? CheckFree()
    {
        byte[] block = new byte[_header.BlockSize - _header.AvailableAt];
        if (!_bytes.TryReadAt(_header.AvailableAt, block))
            return "the header is cut off";
        int capacity = BitConverter.ToInt32(block);
        if (capacity <= 1 || capacity > (block.Length - AvailableHead) / AvailableElement)
            return "a list of free areas is damaged";
        // A list that was pushed out has half the elements, and says that it has all.
        int pushedOut = AvailableHead + (((capacity / 2) + 1) * AvailableElement);
        var seen = new HashSet<long>();
        while (true)
        {
            int count = BitConverter.ToInt32(block.AsSpan(4));
            long next = BitConverter.ToInt64(block.AsSpan(8));
            if (BitConverter.ToInt32(block) != capacity || count < 0 || count > Math.Min(capacity, (block.Length - AvailableHead) / AvailableElement))
                return "a list of free areas is damaged";
            if (!AreFree(block.AsSpan(AvailableHead), count))
                return "a free area lies outside the file";
            if (next == 0)
                return null;
            if (!seen.Add(next) || next < _header.BlockSize || next > size - pushedOut)
                return "a list of free areas lies outside the file or goes in circles";
            block = new byte[pushedOut];
            if (!_bytes.TryReadAt(next, block))
                return "a list of free areas is cut off";
            _used.Add(next, pushedOut);
        }
    }

    private bool AreFree(ReadOnlySpan<byte> table, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var element = table[(i * AvailableElement)..];
            int length = BitConverter.ToInt32(element);
            long start = BitConverter.ToInt64(element[8..]);
            if (length < 0 || start < _header.BlockSize || start > _header.NextBlock - length)
                return false;
            _used.Add(start, length);
        }

        return true;
    }

    /// <summary>A bucket with n bits stands in as many places of the directory as the other bits allow, one after the other.</summary>
    private string? CheckDirectory()
    {
        byte[] directory = new byte[_header.DirectorySize];
        if (!_bytes.TryReadAt(_header.Directory, directory))
            return "the directory is cut off";
        byte[] bucket = new byte[_header.BucketSize];
        int entries = 1 << _header.DirectoryBits;
        for (int i = 0; i < entries;)
        {
            long at = BitConverter.ToInt64(directory.AsSpan(i * sizeof(long)));
            if (at < _header.BlockSize || at > size - _header.BucketSize || !_bytes.TryReadAt(at, bucket))
                return "a bucket lies outside the file";
            int bits = BitConverter.ToInt32(bucket.AsSpan(BucketBitsAt));
            if (bits < 0 || bits > _header.DirectoryBits)
                return "a bucket is damaged";
            int places = 1 << (_header.DirectoryBits - bits);
            if (i % places != 0)
                return "the directory is damaged";
            for (int last = i + places; i < last; i++)
            {
                if (BitConverter.ToInt64(directory.AsSpan(i * sizeof(long))) != at)
                    return "the directory is damaged";
            }

            _used.Add(at, _header.BucketSize);
            if (CheckBucket(bucket, bits, (i / places) - 1) is { } fault)
                return fault;
        }

        return null;
    }

    private string? CheckBucket(ReadOnlySpan<byte> bucket, int bits, int prefix)
    {
        int free = BitConverter.ToInt32(bucket);
        if (free is < 0 or > AvailableInBucket || !AreFree(bucket[AvailableOfBucket..], free))
            return "the free areas of a bucket are damaged";
        int records = 0;
        for (int i = 0; i < _header.BucketElements; i++)
        {
            var element = bucket[(GdbmHeader.BucketHead + (i * GdbmHeader.ElementSize))..];
            int hash = BitConverter.ToInt32(element);
            if (hash == FreeSlot)
                continue;
            long at = BitConverter.ToInt64(element[8..]);
            int key = BitConverter.ToInt32(element[16..]);
            int value = BitConverter.ToInt32(element[20..]);
            if (hash < 0 || hash >> (HashBits - bits) != prefix || key < 0 || value < 0 || (long)key + value > int.MaxValue
                || at < _header.BlockSize || at > size - key - value)
            {
                return "a record lies outside the file or in the wrong bucket";
            }

            _used.Add(at, key + value);
            records++;
        }

        _records += records;
        return records == BitConverter.ToInt32(bucket[BucketCountAt..]) ? null : "a bucket does not hold as many records as it says";
    }
}
