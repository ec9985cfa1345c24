using System.Buffers.Binary;
using System.Numerics;

namespace Postern.Plugins.Dbm.Lmdb;

/// <summary>
/// One of the two first pages of an LMDB file; the one with the greater transaction counts. At 0 the page's number, 10 its flags, 16 the magic, 20 the version, 40 the tree of
/// free pages, 88 the tree of records, 136 the last page, 144 the transaction.
/// </summary>
internal readonly record struct LmdbMeta(int PageSize, LmdbTree Free, LmdbTree Records, ulong LastPage, ulong Transaction)
{
    public const int Size = 152;

    private const uint Magic = 0xbeefc0de;
    private const uint Version = 1;
    private const ushort MetaFlag = 8;
    private const int MagicAt = 16;
    private const int SmallestPage = 512;
    private const int LargestPage = 32 << 10;

    public static bool Recognizes(ReadOnlySpan<byte> head) => head.Length >= MagicAt + sizeof(uint)
        && (BinaryPrimitives.ReadUInt32LittleEndian(head[MagicAt..]) == Magic || BinaryPrimitives.ReadUInt32BigEndian(head[MagicAt..]) == Magic);

    /// <summary>Reads one of the two; returns what is wrong with it.</summary>
    public static string? TryRead(ReadOnlySpan<byte> page, ulong number, out LmdbMeta meta)
    {
        meta = default;
        uint magic = BitConverter.ToUInt32(page[MagicAt..]);
        if (magic == BinaryPrimitives.ReverseEndianness(Magic))
            return "made on a machine with another order of bytes; move it as text with mdb_dump and mdb_load";
        if (magic != Magic || BitConverter.ToUInt64(page) != number || BitConverter.ToUInt16(page[10..]) != MetaFlag)
            return "the header is damaged";
        if (BitConverter.ToUInt32(page[20..]) != Version)
            return "of another version of LMDB's format; move it as text with mdb_dump and mdb_load";
        // The tree of free pages has no fixed length of values: its place holds the page size.
        int pageSize = BitConverter.ToInt32(page[40..]);
        if (pageSize is < SmallestPage or > LargestPage || !BitOperations.IsPow2(pageSize))
            return "the header's page size is wrong";
        meta = new LmdbMeta(
            pageSize, LmdbTree.Read(page[40..]), LmdbTree.Read(page[88..]), BitConverter.ToUInt64(page[136..]), BitConverter.ToUInt64(page[144..]));
        return null;
    }
}
