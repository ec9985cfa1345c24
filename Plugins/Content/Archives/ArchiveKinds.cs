namespace Postern.Plugins.Content.Archives;

/// <summary>Tells how to look into a content.</summary>
internal static class ArchiveKinds
{
    private const int TarHeader = 512;

    /// <summary>Tells by the beginning.</summary>
    /// <param name="head">The beginning.</param>
    /// <param name="mediaType">The type that it was found to be.</param>
    public static ArchiveKind Tell(ReadOnlySpan<byte> head, string mediaType)
    {
        if (head.StartsWith("PK"u8) && head.Length >= 4 && head[2] is 3 or 5 or 7)
            return ArchiveKind.Zip;
        return mediaType switch
        {
            "application/x-tar" => ArchiveKind.Tar,
            "application/gzip" => ArchiveKind.Gzip,
            "application/vnd.microsoft.portable-executable" or "application/x-dosexec" or "application/x-elf" or "application/x-mach-binary" or "text/x-script" => ArchiveKind.Program,
            "application/vnd.rar" or "application/x-7z-compressed" or "application/x-bzip2" or "application/x-xz" or "application/zstd" or "application/x-lz4"
                or "application/x-lzip" or "application/x-compress" or "application/vnd.ms-cab-compressed" or "application/x-ace" or "application/x-arj"
                or "application/x-lzh" or "application/x-cpio" or "application/x-rpm" or "application/x-ms-wim" or "application/x-xar"
                or "application/x-iso9660-image" or "application/x-archive" or "application/vnd.debian.binary-package" => ArchiveKind.Other,
            _ => head.Length >= TarHeader && TarHeaderBlock.IsValid(head[..TarHeader]) ? ArchiveKind.Tar : ArchiveKind.None,
        };
    }
}
