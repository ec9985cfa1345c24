using System.Buffers.Binary;

namespace Postern.Plugins.Dbm.Gdbm;

/// <summary>
/// The header of a file of a 64-bit gdbm: int32 magic, int32 block size, int64 directory, int32 directory size, int32 directory bits, int32 bucket size,
/// int32 elements of a bucket, int64 next block; with the numsync extension 32 bytes more; then the list of free areas, which fills the block.
/// </summary>
internal readonly record struct GdbmHeader(
    int BlockSize, long Directory, int DirectorySize, int DirectoryBits, int BucketSize, int BucketElements, long NextBlock, int AvailableAt)
{
    public const int Size = 40;

    /// <summary>The parts of a bucket that stand before its elements.</summary>
    public const int BucketHead = 112;

    public const int ElementSize = 24;

    private const uint OldMagic = 0x13579ace;
    private const uint Magic32 = 0x13579acd;
    private const uint Magic64 = 0x13579acf;
    private const uint ExtendedMagic32 = 0x13579ad0;
    private const uint ExtendedMagic64 = 0x13579ad1;

    private const int ExtensionSize = 32;
    private const int SmallestBlock = 512;
    private const int LargestBlock = 1 << 24;
    private const int MostBits = 31;
    private const int SmallestShift = 3;

    public static bool IsMagic(uint magic) => magic is OldMagic or Magic32 or Magic64 or ExtendedMagic32 or ExtendedMagic64;

    /// <summary>Reads a header; returns what is wrong with it.</summary>
    public static string? TryRead(ReadOnlySpan<byte> bytes, long fileSize, out GdbmHeader header)
    {
        header = default;
        if (bytes.Length < Size)
            return "the header is cut off";
        uint magic = BitConverter.ToUInt32(bytes);
        if (magic is not (OldMagic or Magic64 or ExtendedMagic64))
        {
            return IsMagic(BinaryPrimitives.ReverseEndianness(magic))
                ? "made on a machine with another order of bytes; move it as text with gdbm_dump and gdbm_load"
                : "made by a 32-bit gdbm; move it as text with gdbm_dump and gdbm_load";
        }

        header = new GdbmHeader(
            BitConverter.ToInt32(bytes[4..]),
            BitConverter.ToInt64(bytes[8..]),
            BitConverter.ToInt32(bytes[16..]),
            BitConverter.ToInt32(bytes[20..]),
            BitConverter.ToInt32(bytes[24..]),
            BitConverter.ToInt32(bytes[28..]),
            BitConverter.ToInt64(bytes[32..]),
            magic == ExtendedMagic64 ? Size + ExtensionSize : Size);
        return header.Fault(fileSize);
    }

    private string? Fault(long fileSize)
    {
        if (BlockSize is < SmallestBlock or > LargestBlock || fileSize < BlockSize)
            return "the header's block size is wrong, or the file is cut off";
        if (DirectoryBits is < 0 or > MostBits - SmallestShift - 1 || DirectorySize != sizeof(long) << DirectoryBits)
            return "the directory's size is wrong";
        if (Directory < BlockSize || Directory > fileSize - DirectorySize)
            return "the directory lies outside the file";
        if (BucketSize is < BucketHead + ElementSize or > LargestBlock || BucketElements != (BucketSize - BucketHead) / ElementSize)
            return "the size of the buckets is wrong";
        return NextBlock < fileSize || NextBlock > DatabaseFormat.LargestFile ? "the header's end of the file is wrong" : null;
    }
}
