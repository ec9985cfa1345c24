using System.Text;
using Postern.Abstractions.Configuration;
using Postern.Plugins.Dns.Functions;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dns.Tests.Functions;

[TestClass]
public sealed class RelayedDomainsBlockTests
{
    [TestMethod]
    [DataRow("gnu.test", true)]
    [DataRow("sub.gnu.test", true)]
    [DataRow("A.Sub.GNU.Test", true)]
    [DataRow("xgnu.test", false)]
    [DataRow("test", false)]
    [DataRow("example.test", true)]
    [DataRow("upper.test", true)]
    [DataRow("second.test", true)]
    [DataRow("a.dot.test", false)]
    [DataRow("comment", false)]
    [DataRow("", false)]
    public void IsRelayed_DomainOrOneThatItLiesIn_Counts(string domain, bool expected)
    {
        using var folder = new TemporaryFolder();
        string first = folder.Write("first", "# comment\ngnu.test\n  example.test   # more\r\n.dot.test\nUPPER.test\n \n");
        string second = folder.Write("second", "second.test");
        var block = new RelayedDomainsBlock();
        block.Configure(new ConfigurationStatement(
            block.Keyword, [new ConfigurationValue("", [new ConfigurationValue(first, null, default), new ConfigurationValue(second, null, default)], default)], null, default));

        Assert.AreEqual(expected, new RelayedFunction(block).IsRelayed(domain));
    }

    [TestMethod]
    public void Configure_FileNameBeyondAscii_IsUtf8()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("dom\u00E4nen", "gnu.test");
        var block = new RelayedDomainsBlock();

        block.Configure(new ConfigurationStatement(
            block.Keyword, [new ConfigurationValue(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(file)), null, default)], null, default));

        Assert.IsTrue(new RelayedFunction(block).IsRelayed("gnu.test"));
    }

    [TestMethod]
    public void Configure_FileThatIsMissing_IsTold()
    {
        var error = Assert.ThrowsExactly<ConfigurationException>(() => new RelayedDomainsBlock().Configure(
            new ConfigurationStatement("relayed-domain-file", [new ConfigurationValue("/nonexistent", null, default)], null, default)));

        StringAssert.StartsWith(error.Message, "the file of relayed domains `/nonexistent' cannot be read: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Configure_NoFile_IsTold() => Assert.AreEqual(
        "`relayed-domain-file' wants the name of a file, or a list of them: relayed-domain-file (FILE, FILE);",
        Assert.ThrowsExactly<ConfigurationException>(() => new RelayedDomainsBlock().Configure(new ConfigurationStatement("relayed-domain-file", [], null, default))).Message);
}
