using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Syntax;

[TestClass]
public sealed class ModuleDeclarationsTests
{
    private const string Module = """
        module 'm'.
        func one(string a)
          returns string
        do
          string inner ""
          return a
        done
        dclex e_mine
        public const TWO 2
        const do
          THREE 3
        done
        precious number four 4
        """;

    [TestMethod]
    [DataRow("one", true)]
    [DataRow("e_mine", true)]
    [DataRow("TWO", true)]
    [DataRow("THREE", true)]
    [DataRow("four", true)]
    [DataRow("on", false)]
    [DataRow("a", false)]
    [DataRow("returns", false)]
    public void Contains_Name_TellsWhetherDeclared(string name, bool expected) => Assert.AreEqual(expected, ModuleDeclarations.Contains(Module, name));
}
