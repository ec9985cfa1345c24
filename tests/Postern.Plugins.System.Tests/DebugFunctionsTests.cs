using Postern.Testing.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class DebugFunctionsTests
{
    private readonly DebugFunctions _functions = new();
    private readonly FakeMflContext _context = new();

    [TestMethod]
    [DataRow("dns", "dns")]
    [DataRow("dns.trace3", "dns.trace3")]
    [DataRow("dns.prot", "dns")]
    [DataRow("dns.error", "dns.=error")]
    [DataRow("dns.=trace3", "dns.=trace3")]
    [DataRow("dns.!trace3", "dns.trace4-prot")]
    [DataRow("dns.!error", "dns.trace0-prot")]
    [DataRow("dns.trace0-trace3", "dns.trace0-trace3")]
    [DataRow("dns.prot-error", "dns")]
    [DataRow("dns.!trace1-trace2", "dns.error,trace0,trace3,trace4,trace5,trace6,trace7,trace8,trace9,prot")]
    [DataRow(" dns ; main;;", "main;dns")]
    [DataRow("dns;!dns", "")]
    [DataRow("dns;dns.trace", "")]
    [DataRow("nosuch;dns", "dns")]
    public void Set_Specification_IsReadBack(string specification, string expected)
    {
        _functions.Set(_context, specification);

        Assert.AreEqual(expected, _functions.Get());
    }

    [TestMethod]
    [DataRow("nosuch", "unknown category: nosuch")]
    [DataRow("!dns.trace1", "unknown category: dns.trace1")]
    [DataRow("dns.trace", "unknown level `trace'")]
    [DataRow("dns.trace10", "invalid level: trace10")]
    [DataRow("dns.trace1-", "unknown level `'")]
    public void Apply_Mistake_IsNamed(string specification, string expected) =>
        Assert.AreEqual(expected, new DebugCategories().Apply(specification).Single());

    [TestMethod]
    public void Get_NamedCategories_AreThoseAlone()
    {
        _functions.SetMailutils(_context, "dns;spf;main");

        Assert.AreEqual(("main;dns", "!db;dns"), (_functions.Get("dns;main"), _functions.Get("db;dns", all: true)));
    }
}
