using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm.Berkeley;

/// <summary>Looks through a hash file: each bucket is a page, and those that follow it.</summary>
internal sealed class HashCheck(BerkeleyPages pages, BerkeleyHeader header)
{
    private const int PageType = 13;
    private const int MetaType = 8;
    private const int Plain = 1;
    private const int Elsewhere = 3;
    private const int ElsewhereSize = 12;

    private readonly byte[] _page = new byte[header.PageSize];
    private long _records;

    public FileReport Run()
    {
        // Page numbers are bounded by the file: a bucket beyond it ends this.
        for (uint bucket = 0; bucket <= header.HighMask; bucket++)
        {
            if (bucket <= header.LastBucket ? !CheckBucket(header.PageOf(bucket)) : !pages.TryClaim(header.PageOf(bucket)))
                return new FileReport(_records, "a bucket is damaged or lies outside the file");
        }

        return new FileReport(_records, pages.TryFollowFree() ? null : "the list of free pages is damaged");
    }

    private bool CheckBucket(ulong first)
    {
        uint previous = 0;
        for (ulong page = first; page != 0;)
        {
            if (!pages.TryTake(page, _page))
                return false;
            // A page that was set aside and never written; the library begins it anew.
            if (BerkeleyPages.Number(_page) == 0 && BerkeleyPages.Type(_page) != MetaType)
                return page == first;
            if (BerkeleyPages.Type(_page) != PageType || BerkeleyPages.Number(_page) != page || BerkeleyPages.Previous(_page) != previous || !CheckItems())
                return false;
            previous = (uint)page;
            page = BerkeleyPages.Following(_page);
        }

        return true;
    }

    /// <summary>Items fill the page from its end, one directly before the other.</summary>
    private bool CheckItems()
    {
        int count = BerkeleyPages.Items(_page);
        int indexEnd = BerkeleyHeader.PageHead + (count * sizeof(ushort));
        int end = header.PageSize;
        if (count % 2 != 0)
            return false;
        for (int i = 0; i < count; i++)
        {
            int at = BerkeleyPages.Offset(_page, i);
            if (at < indexEnd || at >= end || !CheckItem(_page.AsSpan(at..end)))
                return false;
            end = at;
        }

        _records += count / 2;
        return BerkeleyPages.ItemsBegin(_page) == end && indexEnd <= end;
    }

    private bool CheckItem(ReadOnlySpan<byte> item) => item[0] == Plain
        || item[0] == Elsewhere && item.Length == ElsewhereSize
            && pages.TryFollow(BitConverter.ToUInt32(item[4..]), BitConverter.ToUInt32(item[8..]), isShared: false);
}
