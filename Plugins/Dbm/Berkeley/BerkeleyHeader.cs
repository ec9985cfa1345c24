using System.Buffers.Binary;
using System.Numerics;

namespace Postern.Plugins.Dbm.Berkeley;

/// <summary>
/// The first page of a Berkeley DB file, its first 512 bytes. At 12 the magic, 16 version, 20 page size, 24 encryption, 25 page type, 26 flags, 28 first free page,
/// 32 last page, 36 partitions, 48 flags of the access method. Hash: at 72 the last bucket, 76 and 80 the masks, 96 where the pages of each doubling begin.
/// Btree: at 76 how many keys a page must hold at least, 88 the root.
/// </summary>
internal readonly record struct BerkeleyHeader(
    bool IsHash, int PageSize, uint FreePage, uint LastPage, uint LastBucket, uint HighMask, uint LowMask, uint[] Spares, uint KeysPerPage, uint Root)
{
    public const int Size = 512;

    /// <summary>The header of every other page.</summary>
    public const int PageHead = 26;

    private const uint HashMagic = 0x061561;
    private const uint BTreeMagic = 0x053162;
    private const uint Version = 9;
    private const int HashMetaPage = 8;
    private const int BTreeMetaPage = 9;
    private const int SpareCount = 32;
    private const int SmallestPage = 512;
    private const int FewestKeys = 2;
    private const int RoomPerKey = 64;
    /// <summary>64 KiB, where an offset no longer fits its field, is what nobody uses.</summary>
    private const int LargestPage = 32 << 10;

    public static bool Recognizes(ReadOnlySpan<byte> head) => head.Length >= 16
        && (BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) is HashMagic or BTreeMagic
            || BinaryPrimitives.ReadUInt32BigEndian(head[12..]) is HashMagic or BTreeMagic);

    /// <summary>Reads a header; returns what is wrong with it, or what of it is not supported.</summary>
    public static string? TryRead(ReadOnlySpan<byte> head, long fileSize, out BerkeleyHeader header)
    {
        header = default;
        if (head.Length < Size)
            return "the header is cut off";
        uint magic = Number(head, 12);
        if (magic is not (HashMagic or BTreeMagic))
            return "made on a machine with another order of bytes; move it as text with db5.3_dump and db5.3_load";
        bool isHash = magic == HashMagic;
        if (Unsupported(head, isHash) is { } what)
            return what;
        uint[] spares = new uint[SpareCount];
        for (int i = 0; isHash && i < SpareCount; i++)
            spares[i] = Number(head, 96 + (i * sizeof(uint)));
        header = new BerkeleyHeader(
            isHash, (int)Number(head, 20), Number(head, 28), Number(head, 32), Number(head, 72), Number(head, 76), Number(head, 80), spares, Number(head, 76),
            Number(head, 88));
        return header.Fault(fileSize);
    }

    /// <summary>The page where a bucket begins: the pages of each doubling lie together.</summary>
    public ulong PageOf(uint bucket) => (ulong)bucket + Spares[BitOperations.Log2(bucket) + (bucket == 0 ? 0 : 1)];

    private static uint Number(ReadOnlySpan<byte> head, int at) => BitConverter.ToUInt32(head[at..]);

    private static string? Unsupported(ReadOnlySpan<byte> head, bool isHash)
    {
        if (Number(head, 16) != Version)
            return "of another version of Berkeley DB's format; convert it with db5.3_upgrade";
        if (Number(head, 8) != 0 || head[25] != (isHash ? HashMetaPage : BTreeMetaPage))
            return "the header is damaged";
        if (head[24] != 0 || head[26] != 0 || Number(head, 36) != 0)
            return "encrypted, with checksums or in parts, which is not supported";
        return Number(head, 48) == 0 ? null : "with several records per key, record numbers or several databases, which is not supported";
    }

    private string? Fault(long fileSize)
    {
        if (PageSize is < SmallestPage or > LargestPage || !BitOperations.IsPow2(PageSize))
            return "the header's page size is wrong";
        if (fileSize % PageSize != 0 || LastPage > (fileSize / PageSize) - 1)
            return "the file is cut off";
        if (!IsHash)
        {
            if (KeysPerPage < FewestKeys || KeysPerPage > PageSize / RoomPerKey)
                return "the header's number of keys per page is wrong";
            return Root == 0 || Root > LastPage ? "the root lies outside the file" : null;
        }

        return BitOperations.IsPow2((ulong)LowMask + 1) && HighMask == ((ulong)LowMask << 1 | 1) && LastBucket >= LowMask && LastBucket <= HighMask
            && LastBucket < LastPage
            ? null
            : "the header's number of buckets is wrong";
    }
}
