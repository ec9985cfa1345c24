using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm.Berkeley;

/// <summary>Looks through a btree file from its root to its leaves, which are also linked to each other.</summary>
internal sealed class BTreeCheck(BerkeleyPages pages, BerkeleyHeader header)
{
    private const int InternalType = 3;
    private const int LeafType = 5;
    private const int LeafLevel = 1;
    private const int DeepestLevel = 20;

    private const int TypeMask = 0x7f;
    private const int Deleted = 0x80;
    private const int Plain = 1;
    private const int Elsewhere = 3;
    private const int ElsewhereSize = 12;
    private const int PlainHead = 3;
    private const int InternalHead = 12;
    private const int Alignment = 4;

    private readonly byte[]?[] _buffers = new byte[DeepestLevel + 1][];
    private readonly List<(int At, int Size)> _items = [];
    private long _records;
    private uint _lastLeaf;
    private uint _nextLeaf;

    public FileReport Run()
    {
        byte[] root = new byte[header.PageSize];
        if (!pages.TryTake(header.Root, root))
            return new FileReport(0, "the root lies outside the file");
        int level = BerkeleyPages.Level(root);
        if (level is < LeafLevel or > DeepestLevel || !CheckPage(header.Root, root, level) || _nextLeaf != 0)
            return new FileReport(_records, "a page of the tree is damaged or lies outside the file");
        return new FileReport(_records, pages.TryFollowFree() ? null : "the list of free pages is damaged");
    }

    private bool CheckPage(uint number, byte[] page, int level)
    {
        if (BerkeleyPages.Number(page) != number || BerkeleyPages.Level(page) != level
            || BerkeleyPages.Type(page) != (level == LeafLevel ? LeafType : InternalType))
        {
            return false;
        }

        if (!CheckItems(page, level == LeafLevel))
            return false;
        return level == LeafLevel ? CheckLinks(number, page) : CheckChildren(page, level);
    }

    private bool CheckLinks(uint number, byte[] page)
    {
        if (BerkeleyPages.Previous(page) != _lastLeaf || (_lastLeaf != 0 && _nextLeaf != number))
            return false;
        _lastLeaf = number;
        _nextLeaf = BerkeleyPages.Following(page);
        return true;
    }

    private bool CheckChildren(byte[] page, int level)
    {
        byte[] child = _buffers[level - 1] ??= new byte[header.PageSize];
        int count = BerkeleyPages.Items(page);
        for (int i = 0; i < count; i++)
        {
            uint number = BitConverter.ToUInt32(page.AsSpan(BerkeleyPages.Offset(page, i) + 4));
            if (!pages.TryTake(number, child) || !CheckPage(number, child, level - 1))
                return false;
        }

        return count > 0;
    }

    /// <summary>The items fill the page's end without gaps, in any order.</summary>
    private bool CheckItems(byte[] page, bool isLeaf)
    {
        int count = BerkeleyPages.Items(page);
        int begin = BerkeleyPages.ItemsBegin(page);
        if (begin < BerkeleyHeader.PageHead + (count * sizeof(ushort)) || begin > page.Length || (isLeaf && count % 2 != 0))
            return false;
        _items.Clear();
        for (int i = 0; i < count; i++)
        {
            int at = BerkeleyPages.Offset(page, i);
            int size = at < begin || at > page.Length ? 0 : isLeaf ? LeafItemSize(page.AsSpan(at), i) : InternalItemSize(page.AsSpan(at));
            if (size == 0)
                return false;
            _items.Add((at, size));
        }

        _items.Sort(static (a, b) => a.At.CompareTo(b.At));
        foreach (var (at, size) in _items)
        {
            if (at != begin)
                return false;
            begin += size;
        }

        return begin == page.Length;
    }

    /// <summary>The item's size with what aligns the next; 0 when it is damaged. Of a record the value says whether it is deleted.</summary>
    private int LeafItemSize(ReadOnlySpan<byte> item, int index)
    {
        if (item.Length < PlainHead)
            return 0;
        if (index % 2 != 0 && (item[2] & Deleted) == 0)
            _records++;
        if ((item[2] & TypeMask) == Plain)
            return Fitting(PlainHead + BitConverter.ToUInt16(item), item.Length);
        return (item[2] & TypeMask) == Elsewhere && IsSoundElsewhere(item) ? ElsewhereSize : 0;
    }

    private int InternalItemSize(ReadOnlySpan<byte> item)
    {
        if (item.Length < InternalHead)
            return 0;
        int length = BitConverter.ToUInt16(item);
        if ((item[2] & TypeMask) == Plain)
            return Fitting(InternalHead + length, item.Length);
        return (item[2] & TypeMask) == Elsewhere && length == ElsewhereSize && IsSoundElsewhere(item[InternalHead..]) ? InternalHead + ElsewhereSize : 0;
    }

    private bool IsSoundElsewhere(ReadOnlySpan<byte> item) => item.Length >= ElsewhereSize
        && pages.TryFollow(BitConverter.ToUInt32(item[4..]), BitConverter.ToUInt32(item[8..]), isShared: true);

    private static int Fitting(int size, int room)
    {
        int aligned = (size + Alignment - 1) & -Alignment;
        return aligned <= room ? aligned : 0;
    }
}
