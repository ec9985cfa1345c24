using System.Buffers.Binary;

namespace Postern.Plugins.Content.Archives;

/// <summary>Where the directory of a zip file lies, as the record at its end says (APPNOTE 4.3.16, 4.3.14).</summary>
/// <param name="DirectoryOffset">Where it begins.</param>
/// <param name="DirectorySize">How many bytes it has.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Shift">How many bytes stand before the zip file, which its offsets do not count.</param>
internal readonly record struct ZipEnd(long DirectoryOffset, long DirectorySize, long Entries, long Shift)
{
    private const int Length = 22;
    private const int LongestComment = 0xFFFF;
    private const int Length64 = 56;
    private const int LocatorLength = 20;
    private const int MostCandidates = 64;

    /// <summary>Finds the records that programs may take for the end: more than one makes the file ambiguous.</summary>
    public static IReadOnlyList<ZipEnd> FindAll(ArchiveSpool spool)
    {
        var tail = new byte[(int)Math.Min(spool.Length, Length + LongestComment)];
        long start = spool.Length - tail.Length;
        tail = tail[..spool.Read(start, tail)];
        List<ZipEnd> exact = [], other = [];
        int at = tail.Length;
        for (int i = 0; i < MostCandidates && (at = tail.AsSpan(0, at).LastIndexOf("PK\u0005\u0006"u8)) >= 0; i++)
        {
            if (tail.Length - at < Length || TryRead(spool, start + at, tail.AsSpan(at, Length)) is not { } end)
                continue;
            bool isExact = at + Length + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == tail.Length;
            (isExact ? exact : other).Add(end);
        }

        return exact.Count > 0 ? [.. exact.DistinctBy(static end => end.DirectoryOffset)] : [.. other.Take(1)];
    }

    private static ZipEnd? TryRead(ArchiveSpool spool, long place, ReadOnlySpan<byte> record)
    {
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        long end = place;
        if ((entries == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue) && TryFind64(spool, place, out byte[] large, out long largePlace))
        {
            end = largePlace;
            (entries, size, offset) = (ReadLong(large, 32), ReadLong(large, 40), ReadLong(large, 48));
        }

        if (size < 0 || offset < 0 || size > end)
            return null;

        // The directory stands right before its end; the difference are bytes before the file.
        long actual = end - size;
        if (entries == 0 && size == 0)
            return new ZipEnd(actual, 0, 0, 0);
        if (IsDirectory(spool, actual))
            return new ZipEnd(actual, size, entries, Math.Max(0, actual - offset));
        return IsDirectory(spool, offset) ? new ZipEnd(offset, size, entries, 0) : null;
    }

    private static bool TryFind64(ArchiveSpool spool, long place, out byte[] record, out long recordPlace)
    {
        record = new byte[Length64];
        recordPlace = 0;
        Span<byte> locator = stackalloc byte[LocatorLength];
        if (spool.Read(place - LocatorLength, locator) < LocatorLength || !locator.StartsWith("PK\u0006\u0007"u8))
            return false;
        foreach (long candidate in (ReadOnlySpan<long>)[BinaryPrimitives.ReadInt64LittleEndian(locator[8..]), place - LocatorLength - Length64])
        {
            recordPlace = candidate;
            if (spool.Read(candidate, record) == Length64 && record.AsSpan().StartsWith("PK\u0006\u0006"u8))
                return true;
        }

        return false;
    }

    private static bool IsDirectory(ArchiveSpool spool, long place)
    {
        Span<byte> signature = stackalloc byte[4];
        return spool.Read(place, signature) == 4 && signature.SequenceEqual("PK\u0001\u0002"u8);
    }

    private static long ReadLong(byte[] record, int offset) => BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(offset));
}
