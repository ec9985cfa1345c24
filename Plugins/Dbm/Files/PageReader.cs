using System.Collections;
using Microsoft.Win32.SafeHandles;

namespace Postern.Plugins.Dbm.Files;

/// <summary>The pages of a file; each may be claimed once, so that nothing in it goes round in circles or is used twice.</summary>
internal sealed class PageReader(SafeFileHandle file, int pageSize, long length)
{
    private readonly BitArray _claimed = new((int)(length / pageSize));

    public int PageSize { get; } = pageSize;

    public long Count { get; } = length / pageSize;

    /// <summary>Claims a page; <see langword="false"/> when it lies outside the file or is taken.</summary>
    public bool TryClaim(ulong page)
    {
        if (page >= (ulong)Count || _claimed[(int)page])
            return false;
        _claimed[(int)page] = true;
        return true;
    }

    public bool TryRead(ulong page, Span<byte> buffer) => page < (ulong)Count && TryReadAt((long)page * PageSize, buffer[..PageSize]);

    public bool TryReadAt(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = RandomAccess.Read(file, buffer, offset);
            if (count <= 0)
                return false;
            buffer = buffer[count..];
            offset += count;
        }

        return true;
    }
}
