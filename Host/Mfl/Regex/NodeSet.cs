namespace Postern.Mfl.Regex;

/// <summary>A set of node numbers with constant-time insertion and clearing, in order of insertion.</summary>
internal sealed class NodeSet(int capacity)
{
    private readonly int[] _dense = new int[capacity];
    private readonly int[] _sparse = new int[capacity];

    public int Count { get; private set; }

    public int this[int index] => _dense[index];

    public bool Contains(int node)
    {
        var index = _sparse[node];
        return index < Count && _dense[index] == node;
    }

    public void Add(int node)
    {
        if (Contains(node))
            return;
        _sparse[node] = Count;
        _dense[Count++] = node;
    }

    public void Clear() => Count = 0;

    public int[] ToSortedArray()
    {
        var nodes = _dense[..Count];
        Array.Sort(nodes);
        return nodes;
    }
}
