using System.Runtime.InteropServices;

namespace Postern.Plugins.Dbm.Gdbm;

/// <summary>Parts of a file that must not overlap.</summary>
internal sealed class ExtentSet
{
    private readonly List<(long Start, long End)> _extents = [];

    public void Add(long start, long length)
    {
        if (length > 0)
            _extents.Add((start, start + length));
    }

    public bool Overlap()
    {
        var extents = CollectionsMarshal.AsSpan(_extents);
        extents.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        for (int i = 1; i < extents.Length; i++)
        {
            if (extents[i].Start < extents[i - 1].End)
                return true;
        }

        return false;
    }
}
