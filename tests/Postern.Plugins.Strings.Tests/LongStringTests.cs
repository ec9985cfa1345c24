using System.Reflection;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings.Tests;

/// <summary>Bytes above 0x7f and 10 MB of them go through every function unchanged.</summary>
[TestClass]
public sealed class LongStringTests
{
    private const int Length = 10 * 1024 * 1024;

    private static readonly string Long = string.Create(Length, 0, static (span, _) =>
    {
        for (int i = 0; i < span.Length; i++)
            span[i] = (char)(0x80 + (i % 128));
    });

    private static readonly Dictionary<string, Func<string, string>> Unchanged = new(StringComparer.Ordinal)
    {
        ["escape"] = static text => QuotingFunctions.Escape(text),
        ["unescape"] = QuotingFunctions.Unescape,
        ["qr"] = static text => QuotingFunctions.QuoteRegex(0, text),
        ["unfold"] = static text => QuotingFunctions.Unfold(text + "\n "),
        ["dequote"] = static text => QuotingFunctions.Dequote($"<{text}>"),
        ["domainpart"] = static text => QuotingFunctions.DomainPart("a@" + text),
        ["localpart"] = static text => QuotingFunctions.LocalPart(text + "@b"),
        ["toupper"] = StringFunctions.ToUpper,
        ["tolower"] = StringFunctions.ToLower,
        ["revstr"] = static text => StringFunctions.Reverse(StringFunctions.Reverse(text)),
        ["replstr"] = static text => StringFunctions.Replicate(text, 1),
        ["substr"] = static text => SubstringFunctions.Substr(text, 0),
        ["substring"] = static text => SubstringFunctions.Substring(text, 0, -1),
        ["ltrim"] = static text => SubstringFunctions.TrimStart("  " + text),
        ["rtrim"] = static text => SubstringFunctions.TrimEnd(text + "  "),
        ["tr"] = static text => TranslationFunctions.Translate(text, "ab", "cd"),
        ["dc"] = static text => TranslationFunctions.Delete(text, "ab"),
        ["sq"] = static text => TranslationFunctions.Squeeze(text, "ab"),
    };

    public static IEnumerable<object[]> Functions => typeof(StringFunctions).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(static method => method.GetCustomAttribute<MflFunctionAttribute>() is not null && method.ReturnType == typeof(string))
        .Select(static method => new object[] { method.GetCustomAttribute<MflFunctionAttribute>()!.Name });

    [TestMethod]
    [DynamicData(nameof(Functions))]
    public void Function_LongStringOfHighBytes_LeavesItAsItIs(string name)
    {
        Assert.IsTrue(Unchanged.TryGetValue(name, out Func<string, string>? function), $"{name} is new: tell this table how it leaves a string unchanged");

        string result = function(Long);

        // Unfolding leaves the blank that a folded line begins with.
        Assert.IsTrue(string.Equals(name == "unfold" ? Long + " " : Long, result, StringComparison.Ordinal));
    }

    [TestMethod]
    public void Functions_ThatCount_CountAllOfIt()
    {
        Assert.AreEqual(Length, StringFunctions.Length(Long));
        Assert.AreEqual(Length, SubstringFunctions.Index(Long + "x", "x"));
        Assert.AreEqual(Length + 1, SubstringFunctions.LastIndex("x" + Long + "x", "x"));
    }
}
