using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm.Berkeley;

/// <summary>
/// The pages of a Berkeley DB file behind the first. Each begins with: at 8 its number, 12 the previous page, 16 the next, 20 the number of items, 22 where the items
/// begin, 24 the level, 25 the type, 26 the offsets of the items.
/// </summary>
internal sealed class BerkeleyPages
{
    private const int FreeType = 0;
    private const int OverflowType = 7;

    private readonly PageReader _pages;
    private readonly BerkeleyHeader _header;
    private readonly byte[] _scratch;
    private readonly Dictionary<uint, Chain> _chains = [];

    public BerkeleyPages(SafeFileHandle file, BerkeleyHeader header, long size)
    {
        _header = header;
        _pages = new PageReader(file, header.PageSize, size);
        _scratch = new byte[header.PageSize];
        _pages.TryClaim(0);
    }

    public static uint Number(ReadOnlySpan<byte> page) => BitConverter.ToUInt32(page[8..]);

    public static uint Previous(ReadOnlySpan<byte> page) => BitConverter.ToUInt32(page[12..]);

    public static uint Following(ReadOnlySpan<byte> page) => BitConverter.ToUInt32(page[16..]);

    public static int Items(ReadOnlySpan<byte> page) => BitConverter.ToUInt16(page[20..]);

    public static int ItemsBegin(ReadOnlySpan<byte> page) => BitConverter.ToUInt16(page[22..]);

    public static int Level(ReadOnlySpan<byte> page) => page[24];

    public static int Type(ReadOnlySpan<byte> page) => page[25];

    public static int Offset(ReadOnlySpan<byte> page, int item) => BitConverter.ToUInt16(page[(BerkeleyHeader.PageHead + (item * sizeof(ushort)))..]);

    /// <summary>Claims and reads a page; <see langword="false"/> when it lies outside the file or belongs to something else.</summary>
    public bool TryTake(ulong page, Span<byte> buffer) => TryClaim(page) && _pages.TryRead(page, buffer);

    public bool TryClaim(ulong page) => page <= _header.LastPage && _pages.TryClaim(page);

    /// <summary>Follows the pages of an item that is too long for a page of its own.</summary>
    /// <param name="head">Its first page.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="isShared">Keys of a btree may be referred to more than once.</param>
    public bool TryFollow(uint head, uint length, bool isShared)
    {
        if (_chains.TryGetValue(head, out var known))
        {
            _chains[head] = known with { Left = known.Left - 1 };
            return isShared && known.Length == length && known.Left > 0;
        }

        long left = length;
        int references = 0;
        uint previous = 0;
        for (uint page = head; page != 0; previous = page, page = Following(_scratch))
        {
            if (!TryTake(page, _scratch) || Type(_scratch) != OverflowType || Number(_scratch) != page || Previous(_scratch) != previous)
                return false;
            int count = ItemsBegin(_scratch);
            if (count == 0 || count > _header.PageSize - BerkeleyHeader.PageHead)
                return false;
            left -= count;
            if (page == head)
                references = Items(_scratch);
        }

        _chains[head] = new Chain(length, references - 1);
        return left == 0 && references > 0;
    }

    /// <summary>The list of free pages.</summary>
    public bool TryFollowFree()
    {
        for (uint page = _header.FreePage; page != 0; page = Following(_scratch))
        {
            if (!TryTake(page, _scratch) || Type(_scratch) != FreeType || Number(_scratch) != page)
                return false;
        }

        return true;
    }

    /// <param name="Length">Of the item, in bytes.</param>
    /// <param name="Left">How many more may refer to it.</param>
    private readonly record struct Chain(uint Length, int Left);
}
