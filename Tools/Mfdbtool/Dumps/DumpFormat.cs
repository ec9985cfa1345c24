namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>
/// The words of a dump (docs/mfdbtool.md). Lines end in LF; the checksum of a database is over all its lines before <c>end</c>.
/// <code>
/// dump     = "postern state dump 1" LF *(name ": " text LF) LF *database "complete: " count " databases" LF
/// database = "database: " text LF *(name ": " text LF) LF *record "end: " count " records, sha256 " 64HEXDIG LF LF
/// record   = ("-" / seconds ["." 1*7DIGIT]) HTAB text HTAB base64 LF      ; when it expires, key, value
/// text     = *(%x20-5B / %x5D-7E / "\\" / "\x" 2HEXDIG)
/// </code>
/// </summary>
internal static class DumpFormat
{
    public const string Title = "postern state dump 1";
    public const string Created = "created";
    public const string Creator = "by";
    public const string Database = "database";
    public const string Source = "source";
    public const string About = "about";
    public const string End = "end";
    public const string Complete = "complete";
    public const string Separator = ": ";
    public const string RecordsWord = " records, sha256 ";
    public const string DatabasesWord = " databases";
    public const char Never = '-';

    /// <summary>Bytes of a line.</summary>
    public const int MaxLine = 64 * 1024 * 1024;
}
