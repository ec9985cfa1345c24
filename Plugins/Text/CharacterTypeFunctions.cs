using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>
/// Tests of every byte of a string (manual, node "Character Type"), in the C locale: bytes above 0x7f belong to no class. An empty string passes.
/// After a failed test <c>ctype_mismatch</c> is the offset of the first byte that does not belong.
/// </summary>
[PluginExport(typeof(IMflModule), "character types")]
[MflVariable("ctype_mismatch", 0)]
public sealed class CharacterTypeFunctions : IMflModule
{
    /// <summary>Letters and digits.</summary>
    [MflFunction("isalnum", NonBlocking = true)]
    public static bool IsAlnum(MflContext context, string text) => Test(context, text, CharacterClasses.Alnum);

    /// <summary>Letters.</summary>
    [MflFunction("isalpha", NonBlocking = true)]
    public static bool IsAlpha(MflContext context, string text) => Test(context, text, CharacterClasses.Alpha);

    /// <summary>Bytes 0 to 0x7f.</summary>
    [MflFunction("isascii", NonBlocking = true)]
    public static bool IsAscii(MflContext context, string text) => Test(context, text, CharacterClasses.Ascii);

    /// <summary>Blanks and tabs.</summary>
    [MflFunction("isblank", NonBlocking = true)]
    public static bool IsBlank(MflContext context, string text) => Test(context, text, CharacterClasses.Blank);

    /// <summary>Control characters.</summary>
    [MflFunction("iscntrl", NonBlocking = true)]
    public static bool IsControl(MflContext context, string text) => Test(context, text, CharacterClasses.Control);

    /// <summary>Decimal digits.</summary>
    [MflFunction("isdigit", NonBlocking = true)]
    public static bool IsDigit(MflContext context, string text) => Test(context, text, CharacterClasses.Digit);

    /// <summary>Printable characters but the blank.</summary>
    [MflFunction("isgraph", NonBlocking = true)]
    public static bool IsGraph(MflContext context, string text) => Test(context, text, CharacterClasses.Graph);

    /// <summary>Lower case letters.</summary>
    [MflFunction("islower", NonBlocking = true)]
    public static bool IsLower(MflContext context, string text) => Test(context, text, CharacterClasses.Lower);

    /// <summary>Printable characters, the blank included.</summary>
    [MflFunction("isprint", NonBlocking = true)]
    public static bool IsPrint(MflContext context, string text) => Test(context, text, CharacterClasses.Print);

    /// <summary>Printable characters that are neither letters nor digits nor the blank.</summary>
    [MflFunction("ispunct", NonBlocking = true)]
    public static bool IsPunct(MflContext context, string text) => Test(context, text, CharacterClasses.Punct);

    /// <summary>White space: blank, form feed, newline, carriage return, tab and vertical tab.</summary>
    [MflFunction("isspace", NonBlocking = true)]
    public static bool IsSpace(MflContext context, string text) => Test(context, text, CharacterClasses.Space);

    /// <summary>Upper case letters.</summary>
    [MflFunction("isupper", NonBlocking = true)]
    public static bool IsUpper(MflContext context, string text) => Test(context, text, CharacterClasses.Upper);

    /// <summary>Hexadecimal digits.</summary>
    [MflFunction("isxdigit", NonBlocking = true)]
    public static bool IsHexDigit(MflContext context, string text) => Test(context, text, CharacterClasses.HexDigit);

    private static bool Test(MflContext context, string text, System.Buffers.SearchValues<char> allowed)
    {
        var mismatch = text.AsSpan().IndexOfAnyExcept(allowed);
        if (mismatch < 0)
            return true;
        context.SetVariable("ctype_mismatch", new MflValue(mismatch));
        return false;
    }
}
