using System.Runtime.InteropServices;
using Postern.Abstractions.Mfl;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Text.Tests;

[TestClass]
public sealed partial class CharacterTypeFunctionsTests
{
    private static readonly (string Name, Func<MflContext, string, bool> Ours, Func<int, int> Theirs)[] Classes =
    [
        ("alnum", CharacterTypeFunctions.IsAlnum, isalnum), ("alpha", CharacterTypeFunctions.IsAlpha, isalpha),
        ("ascii", CharacterTypeFunctions.IsAscii, isascii), ("blank", CharacterTypeFunctions.IsBlank, isblank),
        ("cntrl", CharacterTypeFunctions.IsControl, iscntrl), ("digit", CharacterTypeFunctions.IsDigit, isdigit),
        ("graph", CharacterTypeFunctions.IsGraph, isgraph), ("lower", CharacterTypeFunctions.IsLower, islower),
        ("print", CharacterTypeFunctions.IsPrint, isprint), ("punct", CharacterTypeFunctions.IsPunct, ispunct),
        ("space", CharacterTypeFunctions.IsSpace, isspace), ("upper", CharacterTypeFunctions.IsUpper, isupper),
        ("xdigit", CharacterTypeFunctions.IsHexDigit, isxdigit),
    ];

    [TestMethod]
    public void Classes_EveryByte_AgreeWithTheCLibrary()
    {
        var context = new FakeMflContext();
        foreach (var (name, ours, theirs) in Classes)
        {
            for (var code = 1; code < 256; code++)
                Assert.AreEqual(theirs(code) != 0, ours(context, ((char)code).ToString()), $"{name} {code}");
        }
    }

    [TestMethod]
    public void IsDigit_EmptyString_Passes() => Assert.IsTrue(CharacterTypeFunctions.IsDigit(new FakeMflContext(), ""));

    [TestMethod]
    public void IsDigit_Failing_TellsWhere()
    {
        var context = new FakeMflContext();

        Assert.IsFalse(CharacterTypeFunctions.IsDigit(context, "12x4"));
        Assert.AreEqual(new MflValue(2), context.Variables["ctype_mismatch"]);
    }

    [TestMethod]
    public void IsDigit_Passing_LeavesTheMismatch()
    {
        var context = new FakeMflContext();
        context.Variables["ctype_mismatch"] = new MflValue(7);

        Assert.IsTrue(CharacterTypeFunctions.IsDigit(context, "1234"));
        Assert.AreEqual(new MflValue(7), context.Variables["ctype_mismatch"]);
    }

    [LibraryImport("libc")]
    private static partial int isalnum(int c);

    [LibraryImport("libc")]
    private static partial int isalpha(int c);

    [LibraryImport("libc")]
    private static partial int isascii(int c);

    [LibraryImport("libc")]
    private static partial int isblank(int c);

    [LibraryImport("libc")]
    private static partial int iscntrl(int c);

    [LibraryImport("libc")]
    private static partial int isdigit(int c);

    [LibraryImport("libc")]
    private static partial int isgraph(int c);

    [LibraryImport("libc")]
    private static partial int islower(int c);

    [LibraryImport("libc")]
    private static partial int isprint(int c);

    [LibraryImport("libc")]
    private static partial int ispunct(int c);

    [LibraryImport("libc")]
    private static partial int isspace(int c);

    [LibraryImport("libc")]
    private static partial int isupper(int c);

    [LibraryImport("libc")]
    private static partial int isxdigit(int c);
}
