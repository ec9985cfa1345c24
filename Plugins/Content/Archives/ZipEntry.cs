using System.Buffers.Binary;

namespace Postern.Plugins.Content.Archives;

/// <summary>A member of a zip file as its directory, or its own header, tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OtherName">Its name in UTF-8 in a field of its own (0x7075), when it has one.</param>
/// <param name="Flags">The general purpose bits.</param>
/// <param name="Method">How it is compressed.</param>
/// <param name="CompressedSize">How many bytes it takes.</param>
/// <param name="Size">How many it had.</param>
/// <param name="HeaderOffset">Where its header begins.</param>
internal sealed record ZipEntry(byte[] Name, byte[]? OtherName, int Flags, int Method, long CompressedSize, long Size, long HeaderOffset)
{
    private const int LocalLength = 30;

    /// <summary>It needs a password.</summary>
    public bool IsEncrypted => (Flags & 0x2041) != 0;

    /// <summary>Its sizes stand behind its content.</summary>
    public bool HasDescriptor => (Flags & 8) != 0;

    /// <summary>Where its content begins; for an entry that its header tells.</summary>
    public long DataOffset { get; private init; }

    /// <summary>Reads an entry of the directory.</summary>
    /// <param name="fixedPart">Its first 46 bytes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="extra">Its extra fields.</param>
    public static ZipEntry FromDirectory(ReadOnlySpan<byte> fixedPart, byte[] name, ReadOnlySpan<byte> extra)
    {
        long compressed = ReadInt(fixedPart, 20), size = ReadInt(fixedPart, 24), offset = ReadInt(fixedPart, 42);
        ReadLarge(extra, ref size, ref compressed, ref offset);
        return new ZipEntry(name, Utf8Name(extra), ReadShort(fixedPart, 8), ReadShort(fixedPart, 10), compressed, size, offset);
    }

    /// <summary>Reads the header before a member's content.</summary>
    /// <returns><see langword="null"/>: there is none.</returns>
    public static ZipEntry? FromHeader(ArchiveSpool spool, long offset)
    {
        Span<byte> head = stackalloc byte[LocalLength];
        if (spool.Read(offset, head) < LocalLength || !head.StartsWith("PK\u0003\u0004"u8))
            return null;
        var rest = new byte[ReadShort(head, 26) + ReadShort(head, 28)];
        if (spool.Read(offset + LocalLength, rest) < rest.Length)
            return null;
        ReadOnlySpan<byte> extra = rest.AsSpan(ReadShort(head, 26));
        long compressed = ReadInt(head, 18), size = ReadInt(head, 22), none = 0;
        ReadLarge(extra, ref size, ref compressed, ref none);
        return new ZipEntry(rest[..ReadShort(head, 26)], Utf8Name(extra), ReadShort(head, 6), ReadShort(head, 8), compressed, size, offset)
        {
            DataOffset = offset + LocalLength + rest.Length,
        };
    }

    // Numbers of 64 bits for those fields that say they do not fit (APPNOTE 4.5.3).
    private static void ReadLarge(ReadOnlySpan<byte> extra, ref long size, ref long compressed, ref long offset)
    {
        ReadOnlySpan<byte> large = Find(extra, 0x0001);
        Take(ref large, ref size);
        Take(ref large, ref compressed);
        Take(ref large, ref offset);
    }

    private static void Take(ref ReadOnlySpan<byte> large, ref long value)
    {
        if (value != uint.MaxValue || large.Length < 8)
            return;
        value = BinaryPrimitives.ReadInt64LittleEndian(large) & long.MaxValue;
        large = large[8..];
    }

    private static byte[]? Utf8Name(ReadOnlySpan<byte> extra) => Find(extra, 0x7075) is { Length: > 5 } field ? field[5..].ToArray() : null;

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> extra, int id)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(ReadShort(extra, 2), extra.Length - 4);
            if (ReadShort(extra, 0) == id)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static int ReadShort(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static long ReadInt(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
