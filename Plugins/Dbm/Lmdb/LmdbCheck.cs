using Microsoft.Win32.SafeHandles;
using Postern.Plugins.Dbm.Files;

namespace Postern.Plugins.Dbm.Lmdb;

/// <summary>Looks through an LMDB file: its two headers, the tree of records, the tree of free pages and the lists in it.</summary>
internal sealed class LmdbCheck(SafeFileHandle file, long size)
{
    private const int IntegerKeys = 8;
    /// <summary>The file was made without a folder: kept among the flags of the free pages, and of no consequence.</summary>
    private const int NoFolder = 0x4000;

    public FileReport Run()
    {
        if (ReadMetas(out var meta) is { } fault)
            return new FileReport(0, fault);
        var pages = new PageReader(file, meta.PageSize, size);
        pages.TryClaim(0);
        pages.TryClaim(1);
        if (meta.Records.Flags != 0 || (meta.Free.Flags & ~NoFolder) != IntegerKeys)
            return new FileReport(0, "with several records per key or keys of a fixed length, which is not supported");
        var records = new LmdbTreeCheck(pages, meta, meta.Records, isFree: false);
        if (!records.Run())
            return new FileReport(0, records.HasDatabases ? "with several databases in it, which is not supported" : "the tree of records is damaged");
        var free = new LmdbTreeCheck(pages, meta, meta.Free, isFree: true);
        return new FileReport((long)meta.Records.Records, free.Run() && free.ClaimListed() ? null : "the free pages are damaged");
    }

    private string? ReadMetas(out LmdbMeta meta)
    {
        meta = default;
        var bytes = new PageReader(file, LmdbMeta.Size, 0);
        Span<byte> page = stackalloc byte[LmdbMeta.Size];
        if (!bytes.TryReadAt(0, page))
            return "the header is cut off";
        if (LmdbMeta.TryRead(page, 0, out var first) is { } fault)
            return fault;
        if (!bytes.TryReadAt(first.PageSize, page))
            return "the header is cut off";
        fault = LmdbMeta.TryRead(page, 1, out var second);
        if (fault is not null)
            return fault;
        if (first.PageSize != second.PageSize)
            return "the header's page size is wrong";
        meta = first.Transaction < second.Transaction ? second : first;
        return meta.LastPage < 1 || meta.LastPage >= (ulong)(DatabaseFormat.LargestFile / meta.PageSize) ? "the header's last page is wrong" : null;
    }
}
