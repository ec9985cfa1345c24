using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Code;

[TestClass]
public sealed class CodeListingTests
{
    [TestMethod]
    public void WriteCode_Handler_ListsItsInstructions()
    {
        using var output = new StringWriter { NewLine = "\n" };
        ProgramRun.Program("number n 0\nprog helo do\n set n n + 1\n if n > 2 and $1 matches \"a\"\n reject 550 \"no\"\n fi\ndone").WriteCode(output);
        Assert.AreEqual(
            """
            HANDLER helo
            0000: LoadGlobal 2 n
            0001: PushNumber 1
            0002: Arithmetic Add
            0003: StoreGlobal 2 n
            0004: LoadGlobal 2 n
            0005: PushNumber 2
            0006: CompareNumbers Greater
            0007: JumpIfZero 2
            0008: LoadHandlerArgument 1
            0009: Locus F:4
            000a: Match 0
            000b: JumpIfZero 2
            000c: PushText "550"
            000d: PushText ""
            000e: PushText "no"
            000f: Locus F:5
            0010: Reply Reject
            0011: Jump 0
            0012: Jump 1
            0013: Label 2
            0014: Label 1
            0015: Label 0
            0016: Return

            """,
            output.ToString());
    }
}
