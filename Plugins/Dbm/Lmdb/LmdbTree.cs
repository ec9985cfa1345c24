namespace Postern.Plugins.Dbm.Lmdb;

/// <summary>What the header says of a tree: at 4 its flags, 6 its depth, 8 its branches, 16 leaves, 24 overflow pages, 32 records, 40 the root.</summary>
internal readonly record struct LmdbTree(int Flags, int Depth, ulong Branches, ulong Leaves, ulong Overflows, ulong Records, ulong Root)
{
    public const ulong NoPage = ulong.MaxValue;

    public static LmdbTree Read(ReadOnlySpan<byte> bytes) => new(
        BitConverter.ToUInt16(bytes[4..]),
        BitConverter.ToUInt16(bytes[6..]),
        BitConverter.ToUInt64(bytes[8..]),
        BitConverter.ToUInt64(bytes[16..]),
        BitConverter.ToUInt64(bytes[24..]),
        BitConverter.ToUInt64(bytes[32..]),
        BitConverter.ToUInt64(bytes[40..]));
}
