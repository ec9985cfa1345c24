using System.Collections.Frozen;
using System.Text;

namespace Postern.Plugins.Mime.Charsets;

/// <summary>A character set as mail names it. Reading never fails: what is no character becomes U+FFFD.</summary>
internal sealed class MailCharset
{
    private const int Utf7 = 65000;
    private const int Latin1 = 28591;
    private const int Windows1252 = 1252;
    private const int Ascii = 20127;
    private const int LongestName = 64;

    // Names that the base library lacks, or knows as something else; the others are asked of it.
    private static readonly FrozenDictionary<string, int> CodePages = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-7"] = Utf7, ["unicode-1-1-utf-7"] = Utf7, ["utf7"] = Utf7, ["x-unicode-2-0-utf-7"] = Utf7,
        ["utf8"] = 65001, ["utf-8"] = 65001, ["unicode-1-1-utf-8"] = 65001, ["utf8mb4"] = 65001, ["x-utf-8"] = 65001,
        ["ascii"] = Ascii, ["us-ascii"] = Ascii, ["ansi_x3.4-1968"] = Ascii, ["iso646-us"] = Ascii, ["646"] = Ascii, ["7bit"] = Ascii,
        ["iso-8859-1"] = Latin1, ["iso8859-1"] = Latin1, ["iso_8859-1"] = Latin1, ["8859_1"] = Latin1, ["latin1"] = Latin1, ["latin-1"] = Latin1, ["l1"] = Latin1,
        ["cp819"] = Latin1, ["iso88591"] = Latin1, ["cp1252"] = Windows1252, ["ansi"] = Windows1252, ["x-ansi"] = Windows1252, ["win-1252"] = Windows1252,
        ["cp1250"] = 1250, ["cp1251"] = 1251, ["win-1251"] = 1251, ["cp1253"] = 1253, ["cp1254"] = 1254, ["cp1255"] = 1255, ["cp1256"] = 1256, ["cp1257"] = 1257,
        ["cp1258"] = 1258, ["cp866"] = 866, ["koi8r"] = 20866, ["koi8-ru"] = 21866,
        ["iso-8859-8-i"] = 38598, ["iso-8859-6-i"] = 28596, ["iso-8859-6-e"] = 28596, ["iso-8859-8-e"] = 28598, ["iso-8859-10"] = 28594, ["iso-8859-11"] = 874,
        ["tis-620"] = 874, ["windows-874"] = 874, ["iso-8859-16"] = 28592,
        ["gb2312"] = 936, ["gbk"] = 936, ["x-gbk"] = 936, ["cp936"] = 936, ["ms936"] = 936, ["gb_2312-80"] = 936, ["euc-cn"] = 936, ["x-euc-cn"] = 936, ["gb18030"] = 54936,
        ["hz-gb-2312"] = 52936, ["hz"] = 52936, ["big5"] = 950, ["big5-hkscs"] = 950, ["big-5"] = 950, ["cp950"] = 950, ["x-x-big5"] = 950, ["cn-big5"] = 950,
        ["euc-kr"] = 949, ["ks_c_5601-1987"] = 949, ["ks_c_5601"] = 949, ["ksc5601"] = 949, ["ksc_5601"] = 949, ["ks_c_5601-1989"] = 949, ["korean"] = 949, ["cp949"] = 949,
        ["uhc"] = 949, ["windows-949"] = 949, ["iso-2022-kr"] = 50225, ["johab"] = 1361,
        ["shift_jis"] = 932, ["shift-jis"] = 932, ["sjis"] = 932, ["x-sjis"] = 932, ["ms_kanji"] = 932, ["cp932"] = 932, ["windows-31j"] = 932, ["cswindows31j"] = 932,
        ["euc-jp"] = 51932, ["x-euc-jp"] = 51932, ["eucjp"] = 51932, ["ujis"] = 51932,
        ["iso-2022-jp"] = 50220, ["iso-2022-jp-1"] = 50220, ["iso-2022-jp-2"] = 50220, ["iso-2022-jp-ms"] = 50220, ["cp50220"] = 50220, ["csiso2022jp"] = 50220,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly DecoderFallback ReplacementFallback = new DecoderReplacementFallback("\uFFFD");

    private readonly int _codePage;

    private MailCharset(int codePage) => _codePage = codePage;

    /// <summary>Whether its text, where it is ASCII, is written as ASCII.</summary>
    public bool IsAsciiCompatible => _codePage is not (1200 or 1201 or 12000 or 12001 or Utf7);

    /// <summary>Finds a set by its name, in either case.</summary>
    /// <param name="name">The name; quotes and blanks around it, and a language behind it (RFC 2231 §5), do not count.</param>
    /// <returns><see langword="null"/>: there is no such set.</returns>
    public static MailCharset? Find(ReadOnlySpan<char> name)
    {
        int language = name.IndexOf('*');
        name = (language < 0 ? name : name[..language]).Trim(" \t\r\n\"'");
        if (name.IsEmpty || name.Length > LongestName)
            return null;
        string known = name.ToString();
        try
        {
            if (!CodePages.TryGetValue(known, out int codePage))
                codePage = (CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known)).CodePage;
            return new MailCharset(codePage);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads text.</summary>
    public string ToUnicode(ReadOnlySpan<byte> bytes) => _codePage switch
    {
        Utf7 => Utf7Text.Decode(bytes),

        // Mail programs take these two for more than they are: for the set that Windows calls by the name, and for whatever 8-bit text there is.
        Latin1 => Open(Windows1252).GetString(bytes),
        Ascii when bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) =>
            System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Open(Windows1252).GetString(bytes),
        _ => Open(_codePage).GetString(bytes),
    };

    /// <summary>Reads text into UTF-8 as a byte string, which has no NUL.</summary>
    public string ToUtf8(ReadOnlySpan<byte> bytes)
    {
        string text = ToUnicode(bytes);
        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>Opens text, of a set that extends ASCII, for reading in UTF-8; disposing the result disposes the stream.</summary>
    public Stream OpenAsUtf8(Stream text) => _codePage is Ascii or 65001
        ? text
        : Encoding.CreateTranscodingStream(text, Open(_codePage == Latin1 ? Windows1252 : _codePage), Encoding.UTF8);

    /// <summary>Writes text.</summary>
    /// <returns><see langword="null"/>: the set lacks one of the characters, or can only be read (UTF-7).</returns>
    public byte[]? FromUnicode(string text)
    {
        if (_codePage == Utf7)
            return null;
        try
        {
            return Open(_codePage).GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding Open(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, ReplacementFallback)
        ?? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, ReplacementFallback);
}
