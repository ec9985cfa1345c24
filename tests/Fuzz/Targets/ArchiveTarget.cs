using System.IO.Compression;
using System.Text;
using Postern.Plugins.Content.Archives;

namespace Postern.Fuzz.Targets;

/// <summary>An archive: it is listed within its limits, or the verdict says why not.</summary>
internal sealed class ArchiveTarget : IFuzzTarget
{
    private static readonly ArchiveLimits Limits = new() { Members = 200, Bytes = 4 << 20, Time = TimeSpan.FromSeconds(20) };

    public string Name => "archives";

    public IReadOnlyList<byte[]> Seeds { get; } = [Zip("a.txt", "b/c.exe"), Gzip(Tar("a")), Tar("x", "y"), Zip("in.zip", "`id`"), Gzip(Encoding.ASCII.GetBytes("hello"))];

    public IReadOnlyList<byte[]> Dictionary { get; } =
    [
        "PK\u0003\u0004"u8.ToArray(), "PK\u0001\u0002"u8.ToArray(), "PK\u0005\u0006"u8.ToArray(), "PK\u0006\u0006"u8.ToArray(), "PK\u0006\u0007"u8.ToArray(), [0x1F, 0x8B, 8],
        [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF], [0, 0, 0, 0], "ustar\0"u8.ToArray(), "77777777777"u8.ToArray(), "11 path=a\n"u8.ToArray(), Zip("n"), [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    public int SampleSize => 4_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        ArchiveListing listing = ArchiveRun.List(new MemoryStream(input), Limits, TimeProvider.System, CancellationToken.None);
        if (listing.Members.Count > Limits.Members)
            return ValueTask.FromResult<string?>($"{listing.Members.Count} members");
        if (listing.Reason.StartsWith("more than 20 seconds", StringComparison.Ordinal))
            return ValueTask.FromResult<string?>("it took too long");
        return ValueTask.FromResult(listing.Members.Any(static member => member.Name.Contains('\0', StringComparison.Ordinal)) ? "a NUL in a name" : null);
    }

    private static byte[] Zip(params string[] names)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names)
            {
                using Stream member = archive.CreateEntry(name).Open();
                member.Write(name.EndsWith(".zip", StringComparison.Ordinal) ? Zip("inner") : "content content content"u8);
            }
        }

        return zip.ToArray();
    }

    private static byte[] Tar(params string[] names)
    {
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, System.Formats.Tar.TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (string name in names)
                writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) });
        }

        return tar.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return result.ToArray();
    }
}
