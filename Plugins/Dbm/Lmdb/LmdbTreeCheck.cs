using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm.Lmdb;

/// <summary>
/// Looks through one tree of an LMDB file. A page begins with its number, at 10 its flags, 12 where the index ends, 14 where the nodes begin, 16 the index. A node: at 0 the
/// size of the value (in a branch the page, with the flags as its upper part), 4 flags, 6 the size of the key, 8 the key and the value.
/// </summary>
internal sealed class LmdbTreeCheck(PageReader pages, LmdbMeta meta, LmdbTree tree, bool isFree)
{
    private const int PageHead = 16;
    private const int NodeHead = 8;
    private const int BranchFlag = 1;
    private const int LeafFlag = 2;
    private const int OverflowFlag = 4;
    private const int ValueElsewhere = 1;
    private const int DatabaseValue = 2;
    private const int LargestKey = 511;
    private const int MostLevels = 20;

    private readonly byte[]?[] _buffers = new byte[MostLevels + 1][];
    private readonly List<(int At, int Size)> _nodes = [];
    private readonly List<byte[]> _freeLists = [];
    private byte[] _lastKey = [];
    private ulong _branches;
    private ulong _leaves;
    private ulong _overflows;
    private ulong _records;

    /// <summary>Whether the tree names other trees.</summary>
    public bool HasDatabases { get; private set; }

    public bool Run()
    {
        if (tree.Root == LmdbTree.NoPage)
            return tree.Depth == 0 && tree.Records == 0;
        if (tree.Depth is < 1 or > MostLevels || !CheckPage(tree.Root, tree.Depth))
            return false;
        return _branches == tree.Branches && _leaves == tree.Leaves && _overflows == tree.Overflows && _records == tree.Records;
    }

    /// <summary>The pages that a tree of free pages lists must be used by nothing. A list is a count, and the numbers in falling order.</summary>
    public bool ClaimListed()
    {
        foreach (byte[] list in _freeLists)
        {
            ulong count = list.Length < sizeof(ulong) ? ulong.MaxValue : BitConverter.ToUInt64(list);
            if (count > (ulong)(list.Length / sizeof(ulong)) - 1)
                return false;
            ulong above = ulong.MaxValue;
            for (int i = 1; i <= (int)count; i++)
            {
                ulong page = BitConverter.ToUInt64(list.AsSpan(i * sizeof(ulong)));
                // A page may have been freed before it was ever written: then it lies behind the end of the file.
                if (page >= above || page < 2 || page > meta.LastPage || (page < (ulong)pages.Count && !pages.TryClaim(page)))
                    return false;
                above = page;
            }
        }

        return true;
    }

    private bool CheckPage(ulong number, int depth)
    {
        byte[] page = _buffers[depth] ??= new byte[meta.PageSize];
        if (number > meta.LastPage || !pages.TryClaim(number) || !pages.TryRead(number, page))
            return false;
        bool isLeaf = depth == 1;
        if (BitConverter.ToUInt64(page) != number || BitConverter.ToUInt16(page, 10) != (isLeaf ? LeafFlag : BranchFlag) || !CheckNodes(page, isLeaf))
            return false;
        int count = CountOf(page);
        _ = isLeaf ? _leaves++ : _branches++;
        for (int i = 0; i < count; i++)
        {
            var node = page.AsSpan(NodeAt(page, i));
            if (isLeaf ? !CheckRecord(node) : !CheckPage(PageOf(node), depth - 1))
                return false;
        }

        return true;
    }

    /// <summary>The nodes fill the page's end without gaps, in any order.</summary>
    private bool CheckNodes(byte[] page, bool isLeaf)
    {
        int indexEnd = BitConverter.ToUInt16(page, 12);
        int begin = BitConverter.ToUInt16(page, 14);
        int count = CountOf(page);
        if (indexEnd < PageHead || indexEnd % 2 != 0 || begin < indexEnd || begin > page.Length || count < (isLeaf || isFree ? 1 : 2))
            return false;
        _nodes.Clear();
        for (int i = 0; i < count; i++)
        {
            int at = NodeAt(page, i);
            int size = at < begin || at > page.Length - NodeHead ? 0 : NodeSize(page.AsSpan(at), isLeaf, i == 0);
            if (size == 0)
                return false;
            _nodes.Add((at, size));
        }

        _nodes.Sort(static (a, b) => a.At.CompareTo(b.At));
        foreach (var (at, size) in _nodes)
        {
            if (at != begin)
                return false;
            begin += size;
        }

        return begin == page.Length;
    }

    private int NodeSize(ReadOnlySpan<byte> node, bool isLeaf, bool isFirst)
    {
        int key = BitConverter.ToUInt16(node[6..]);
        int flags = BitConverter.ToUInt16(node[4..]);
        if (key > LargestKey || (key == 0 && (isLeaf || !isFirst)) || (isFree && key is not (0 or sizeof(ulong))))
            return 0;
        HasDatabases |= isLeaf && (flags & DatabaseValue) != 0;
        if (isLeaf && flags is not (0 or ValueElsewhere))
            return 0;
        long value = !isLeaf ? 0 : flags == ValueElsewhere ? sizeof(ulong) : BitConverter.ToUInt32(node);
        long size = (NodeHead + key + value + 1) & -2;
        return size <= node.Length ? (int)size : 0;
    }

    /// <summary>Keys rise through the whole tree; those of the free pages are numbers.</summary>
    private bool CheckRecord(ReadOnlySpan<byte> node)
    {
        int keySize = BitConverter.ToUInt16(node[6..]);
        var key = node.Slice(NodeHead, keySize);
        if (_records++ > 0)
        {
            bool isRising = isFree
                ? BitConverter.ToUInt64(key) > BitConverter.ToUInt64(_lastKey)
                : key.SequenceCompareTo(_lastKey) > 0;
            if (!isRising)
                return false;
        }

        _lastKey = key.ToArray();
        uint size = BitConverter.ToUInt32(node);
        var value = node[(NodeHead + keySize)..];
        if (BitConverter.ToUInt16(node[4..]) == ValueElsewhere)
            return CheckOverflow(BitConverter.ToUInt64(value), size);
        if (isFree)
            _freeLists.Add(value[..(int)size].ToArray());
        return true;
    }

    /// <summary>A long value fills pages one after the other; only the first has a head.</summary>
    private bool CheckOverflow(ulong first, uint length)
    {
        ulong count = (((ulong)PageHead + length - 1) / (ulong)meta.PageSize) + 1;
        byte[] head = new byte[PageHead];
        if (first > meta.LastPage || count > meta.LastPage + 1 - first || !pages.TryReadAt((long)first * meta.PageSize, head)
            || BitConverter.ToUInt64(head) != first || BitConverter.ToUInt16(head, 10) != OverflowFlag || BitConverter.ToUInt32(head, 12) != count)
        {
            return false;
        }

        for (ulong i = 0; i < count; i++)
        {
            if (!pages.TryClaim(first + i))
                return false;
        }

        _overflows += count;
        if (!isFree)
            return true;
        byte[] list = new byte[length];
        _freeLists.Add(list);
        return pages.TryReadAt(((long)first * meta.PageSize) + PageHead, list);
    }

    private static int CountOf(byte[] page) => (BitConverter.ToUInt16(page, 12) - PageHead) / sizeof(ushort);

    private static int NodeAt(byte[] page, int index) => BitConverter.ToUInt16(page, PageHead + (index * sizeof(ushort)));

    private static ulong PageOf(ReadOnlySpan<byte> node) => BitConverter.ToUInt32(node) | ((ulong)BitConverter.ToUInt16(node[4..]) << 32);
}
