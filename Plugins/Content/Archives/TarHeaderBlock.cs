using System.Buffers.Binary;

namespace Postern.Plugins.Content.Archives;

/// <summary>A header of a tape archive (POSIX ustar, GNU).</summary>
/// <param name="block">Its 512 bytes.</param>
internal readonly ref struct TarHeaderBlock(ReadOnlySpan<byte> block)
{
    /// <summary>How long it is.</summary>
    public const int Length = 512;

    private readonly ReadOnlySpan<byte> _block = block;

    /// <summary>What the header is for: a letter.</summary>
    public char Type => (char)_block[156];

    /// <summary>The size of what follows; -1 when it cannot be read.</summary>
    public long Size => ReadNumber(_block.Slice(124, 12));

    /// <summary>An old GNU sparse file goes on in another block.</summary>
    public bool IsSparseExtended => Type == 'S' && _block[482] != 0;

    /// <summary>The name.</summary>
    public byte[] Name
    {
        get
        {
            ReadOnlySpan<byte> name = Text(_block[..100]), prefix = Text(_block.Slice(345, 155));
            bool hasPrefix = _block.Slice(257, 6).SequenceEqual("ustar\0"u8) && !prefix.IsEmpty;
            return hasPrefix ? [.. prefix, (byte)'/', .. name] : name.ToArray();
        }
    }

    /// <summary>Whether a block is a header: its sum is right.</summary>
    public static bool IsValid(ReadOnlySpan<byte> block)
    {
        long told = ReadNumber(block.Slice(148, 8)), sum = 8 * ' ';
        for (int i = 0; i < Length; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        return told == sum && block[0] != 0;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;

    // Octal digits among blanks; GNU writes large numbers as bytes behind one with the highest bit.
    private static long ReadNumber(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80 && field.Length == 12)
            return field[1..4].ContainsAnyExcept((byte)0) ? -1 : Math.Max(-1, BinaryPrimitives.ReadInt64BigEndian(field[4..]));
        long value = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return -1;
            value = (value << 3) | (long)(digit - '0');
        }

        return value;
    }
}
