using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text.Tests;

[TestClass]
public sealed class TranslationFunctionsTests
{
    private const string Header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\n";

    private string _folder = "";

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("postern-nls-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("de_AT.UTF-8")]
    [DataRow("de")]
    [DataRow("de_DE@euro")]
    public void Translate_Locale_FindsItsLanguage(string locale)
    {
        Write("de", Catalog(isBigEndian: false, ("", Header), ("hello", "hallo")));

        Assert.AreEqual("hallo", Functions(("LANG", locale)).Translate("mail", "hello"));
    }

    [TestMethod]
    public void Translate_LanguageList_TakesTheFirstThatHasIt()
    {
        Write("de", Catalog(isBigEndian: true, ("hello", "hallo")));
        Write("fr", Catalog(isBigEndian: false, ("hello", "salut"), ("bye", "adieu")));
        var functions = Functions(("LANG", "en_US.UTF-8"), ("LANGUAGE", "de:fr"));

        Assert.AreEqual(("hallo", "adieu"), (functions.Translate("mail", "hello"), functions.Translate("mail", "bye")));
    }

    [TestMethod]
    [DataRow("C")]
    [DataRow("POSIX")]
    [DataRow("")]
    public void Translate_PlainLocale_LeavesMessages(string locale)
    {
        Write("de", Catalog(isBigEndian: false, ("hello", "hallo")));

        Assert.AreEqual("hello", Functions(("LC_ALL", locale), ("LANGUAGE", "de")).Translate("mail", "hello"));
    }

    [TestMethod]
    [DataRow(1L, "one")]
    [DataRow(11L, "many")]
    [DataRow(21L, "one")]
    [DataRow(3L, "few")]
    [DataRow(5L, "many")]
    public void Translate_Number_PicksItsForm(long number, string expected)
    {
        Write("de", Catalog(isBigEndian: false, ("", Header), ("file\0files", "one\0few\0many")));

        Assert.AreEqual(expected, Functions(("LANG", "de")).Translate("mail", "file", "files", number));
    }

    [TestMethod]
    [DataRow(1L, "file")]
    [DataRow(0L, "files")]
    [DataRow(-1L, "files")]
    public void Translate_NumberWithoutCatalog_IsEnglish(long number, string expected) =>
        Assert.AreEqual(expected, Functions(("LANG", "de")).Translate("mail", "file", "files", number));

    [TestMethod]
    public void Translate_OtherCharset_ComesAsUtf8()
    {
        Write("de", Catalog(isBigEndian: false, ("", "Content-Type: text/plain; charset=ISO-8859-15\n"), ("euro", "\u00a4")));

        Assert.AreEqual("\u00e2\u0082\u00ac", Functions(("LANG", "de")).Translate("mail", "euro"));
    }

    [TestMethod]
    [DataRow("../de/LC_MESSAGES/mail")]
    [DataRow("")]
    [DataRow("a\0b")]
    public void Translate_DomainThatIsNoFileName_LeavesMessages(string domain)
    {
        Write("de", Catalog(isBigEndian: false, ("hello", "hallo")));
        var functions = Functions(("LANG", "de"));

        Assert.AreEqual("hello", functions.Translate(domain, "hello"));
    }

    [TestMethod]
    public void Translate_DamagedCatalog_LeavesMessages()
    {
        var random = new Random(3);
        var good = Catalog(isBigEndian: false, ("", Header), ("hello", "hallo"));
        for (var round = 0; round < 500; round++)
        {
            var bad = good[..random.Next(good.Length)];
            if (bad.Length > 4)
                bad[random.Next(4, bad.Length)] = (byte)random.Next(256);
            Write("de", bad);

            Assert.IsTrue(Functions(("LANG", "de")).Translate("mail", "hello").Length > 0);
        }
    }

    [TestMethod]
    public void Bind_EmptyDirectory_OnlyAsks()
    {
        var functions = new TranslationFunctions(static _ => null);

        Assert.AreEqual("/usr/share/locale", functions.Bind("x", ""));
        Assert.AreEqual("/tmp", functions.Bind("x", "/tmp"));
        Assert.AreEqual("/tmp", functions.Bind("x", ""));
    }

    [TestMethod]
    public void Bind_EmptyDomain_IsAnError() =>
        Assert.AreEqual((long)MflExceptionCode.Failure, Assert.ThrowsExactly<MflException>(() => new TranslationFunctions(static _ => null).Bind("", "/x")).Number);

    [TestMethod]
    [DataRow("plural=n != 1;", 2L, 1UL)]
    [DataRow("plural=0;", 5L, 0UL)]
    [DataRow("plural=n>1;", 2L, 1UL)]
    [DataRow("plural=n/0;", 2L, 0UL)]
    [DataRow("plural=!n;", 0L, 1UL)]
    [DataRow("plural=n==1||n==3?2*3-1:7;", 3L, 5UL)]
    [DataRow("plural=system(1);", 2L, 1UL)]
    [DataRow("plural=(((n;", 1L, 0UL)]
    [DataRow("", 1L, 0UL)]
    public void PluralRule_Expression_IsComputed(string field, long number, ulong expected) =>
        Assert.AreEqual(expected, PluralRule.Parse(field).FormOf(number));

    [TestMethod]
    public void PluralRule_DeepNesting_IsTheUsualRule() =>
        Assert.AreEqual(1UL, PluralRule.Parse("plural=" + new string('(', 2000) + "n" + new string(')', 2000) + ";").FormOf(2));

    private TranslationFunctions Functions(params (string Name, string Value)[] environment)
    {
        var functions = new TranslationFunctions(name => environment.FirstOrDefault(pair => pair.Name == name).Value);
        functions.Bind("mail", _folder);
        return functions;
    }

    private void Write(string language, byte[] catalog)
    {
        var folder = Path.Combine(_folder, language, "LC_MESSAGES");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "mail.mo"), catalog);
    }

    private static byte[] Catalog(bool isBigEndian, params (string Original, string Translation)[] messages)
    {
        const int Start = 28;
        var table = new List<uint> { 0x950412DE, 0, (uint)messages.Length, Start, (uint)(Start + (8 * messages.Length)), 0, 0 };
        var texts = new List<byte>();
        var textStart = Start + (16 * messages.Length);
        foreach (var text in messages.Select(static message => message.Original).Concat(messages.Select(static message => message.Translation)))
        {
            table.Add((uint)text.Length);
            table.Add((uint)(textStart + texts.Count));
            texts.AddRange(Encoding.Latin1.GetBytes(text + "\0"));
        }

        var file = new byte[textStart + texts.Count];
        for (var i = 0; i < table.Count; i++)
        {
            if (isBigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 * i), table[i]);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4 * i), table[i]);
        }

        texts.CopyTo(file, textStart);
        return file;
    }
}
