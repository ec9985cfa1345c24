namespace Postern.Plugins.Content.ContentTypes;

/// <summary>The types that are known by their first bytes alone.</summary>
internal static class ContentSignatures
{
    private const string Flash = "application/vnd.adobe.flash.movie";

    /// <summary>All, the longer of two that begin alike first.</summary>
    public static IReadOnlyList<ContentSignature> All { get; } =
    [
        // Programs.
        new(0, "\u007fELF", "application/x-elf"),
        new(0, "\u00fe\u00ed\u00fa\u00ce", "application/x-mach-binary"), new(0, "\u00fe\u00ed\u00fa\u00cf", "application/x-mach-binary"),
        new(0, "\u00ce\u00fa\u00ed\u00fe", "application/x-mach-binary"), new(0, "\u00cf\u00fa\u00ed\u00fe", "application/x-mach-binary"),
        new(0, "L\0\0\0\u0001\u0014\u0002\0", "application/x-ms-shortcut"),
        new(0, "#!", "text/x-script"), new(0, "\u00ef\u00bb\u00bf#!", "text/x-script"),
        new(0, "\0asm", "application/wasm"), new(0, "dex\n", "application/x-dex"), new(0, "\u001bLua", "application/x-lua-bytecode"),
        new(0, "ITSF", "application/vnd.ms-htmlhelp"), new(0, "FWS", Flash), new(0, "CWS", Flash), new(0, "ZWS", Flash),

        // Archives and disk images.
        new(0, "PK\u0003\u0004", "application/zip"), new(0, "PK\u0005\u0006", "application/zip"), new(0, "PK\u0007\u0008PK", "application/zip"),
        new(0, "Rar!\u001a\u0007", "application/vnd.rar"), new(0, "7z\u00bc\u00af\u0027\u001c", "application/x-7z-compressed"),
        new(0, "\u001f\u008b", "application/gzip"), new(0, "BZh", "application/x-bzip2"), new(0, "\u00fd7zXZ\0", "application/x-xz"),
        new(0, "\u0028\u00b5\u002f\u00fd", "application/zstd"), new(0, "\u0004\u0022\u004d\u0018", "application/x-lz4"), new(0, "LZIP", "application/x-lzip"),
        new(0, "\u001f\u009d", "application/x-compress"), new(0, "MSCF", "application/vnd.ms-cab-compressed"), new(7, "**ACE**", "application/x-ace"),
        new(0, "\u0060\u00ea", "application/x-arj"), new(2, "-lh", "application/x-lzh"), new(2, "-lz", "application/x-lzh"),
        new(257, "ustar", "application/x-tar"), new(0, "070701", "application/x-cpio"), new(0, "070707", "application/x-cpio"),
        new(0, "!<arch>\ndebian", "application/vnd.debian.binary-package"), new(0, "!<arch>\n", "application/x-archive"),
        new(0, "\u00ed\u00ab\u00ee\u00db", "application/x-rpm"), new(0, "MSWIM\0\0\0", "application/x-ms-wim"), new(0x8001, "CD001", "application/x-iso9660-image"),
        new(0, "conectix", "application/x-vhd"), new(0, "vhdxfile", "application/x-vhdx"), new(0, "xar!", "application/x-xar"),

        // Documents.
        new(0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/x-ole-storage"), new(0, "{\\rt", "application/rtf"), new(0, "%!PS", "application/postscript"),
        new(0, "\u00e4\u0052\u005c\u007b\u008c\u00d8\u00a7\u004d", "application/onenote"), new(0, "\u0078\u009f\u003e\u0022", "application/ms-tnef"),
        new(0, "\0\u0001\0\0Standard ", "application/vnd.ms-access"), new(0, "SQLite format 3\0", "application/vnd.sqlite3"),
        new(0, "-----BEGIN PGP", "application/pgp-encrypted"), new(0, "[InternetShortcut]", "application/x-mswinurl"),

        // Pictures.
        new(0, "\u0089PNG\r\n\u001a\n", "image/png"), new(0, "\u00ff\u00d8\u00ff", "image/jpeg"), new(0, "GIF87a", "image/gif"), new(0, "GIF89a", "image/gif"),
        new(0, "II*\0", "image/tiff"), new(0, "MM\0*", "image/tiff"), new(8, "WEBP", "image/webp"), new(0, "\0\0\u0001\0", "image/x-icon"), new(0, "8BPS", "image/vnd.adobe.photoshop"),
        new(4, "ftypavif", "image/avif"), new(4, "ftypheic", "image/heic"), new(4, "ftypmif1", "image/heic"), new(0, "\u00d7\u00cd\u00c6\u009a", "image/wmf"),

        // Sound and pictures that move.
        new(8, "AVI ", "video/x-msvideo"), new(8, "WAVE", "audio/wav"), new(4, "ftyp", "video/mp4"), new(0, "\u001a\u0045\u00df\u00a3", "video/x-matroska"),
        new(0, "\0\0\u0001\u00ba", "video/mpeg"), new(0, "ID3", "audio/mpeg"), new(0, "OggS", "application/ogg"), new(0, "fLaC", "audio/flac"), new(0, "MThd", "audio/midi"),
    ];
}
