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
    private static readonly (int CodePage, string Names)[] Table =
    [
        (Utf7, "utf-7 unicode-1-1-utf-7 utf7 x-unicode-2-0-utf-7"),
        (65001, "utf8 utf-8 unicode-1-1-utf-8 utf8mb4 x-utf-8"),
        (Ascii, "ascii us-ascii ansi_x3.4-1968 iso646-us 646 7bit"),
        (Latin1, "iso-8859-1 iso8859-1 iso_8859-1 8859_1 latin1 latin-1 l1 cp819 iso88591"),
        (Windows1252, "cp1252 ansi x-ansi win-1252"),
        (1250, "cp1250"),
        (1251, "cp1251 win-1251"),
        (1253, "cp1253"),
        (1254, "cp1254"),
        (1255, "cp1255"),
        (1256, "cp1256"),
        (1257, "cp1257"),
        (1258, "cp1258"),
        (866, "cp866"),
        (20866, "koi8r"),
        (21866, "koi8-ru"),
        (38598, "iso-8859-8-i"),
        (28596, "iso-8859-6-i iso-8859-6-e"),
        (28598, "iso-8859-8-e"),
        (28594, "iso-8859-10"),
        (874, "iso-8859-11 tis-620 windows-874"),
        (28592, "iso-8859-16"),
        (936, "gb2312 gbk x-gbk cp936 ms936 gb_2312-80 euc-cn x-euc-cn"),
        (54936, "gb18030"),
        (52936, "hz-gb-2312 hz"),
        (950, "big5 big5-hkscs big-5 cp950 x-x-big5 cn-big5"),
        (949, "euc-kr ks_c_5601-1987 ks_c_5601 ksc5601 ksc_5601 ks_c_5601-1989 korean cp949 uhc windows-949"),
        (50225, "iso-2022-kr"),
        (1361, "johab"),
        (932, "shift_jis shift-jis sjis x-sjis ms_kanji cp932 windows-31j cswindows31j"),
        (51932, "euc-jp x-euc-jp eucjp ujis"),
        (50220, "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-ms cp50220 csiso2022jp"),
    ];

    private static readonly FrozenDictionary<string, int> CodePages = Table.SelectMany(static row => row.Names.Split(' '), static (row, name) => KeyValuePair.Create(name, row.CodePage))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

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
