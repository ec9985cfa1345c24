namespace Postern.Mfl.Tests.Runtime;

/// <summary>The handler <c>action</c> (manual, node "Action Hook"), which mailfromd 8.15 does not have.</summary>
[TestClass]
public sealed class ActionHookTests
{
    private const string Hook = "prog action do echo \"[$1][$2][$3][$4][$5][$6] \" . milter_state done\n";

    [TestMethod]
    [DataRow("reject 550 5.7.1 \"no\"", "[3][550][5.7.1][no][F][2] 14", "reject")]
    [DataRow("reject(\"554\", \"\", \"gone\")", "[3][554][][gone][F][2] 14", "reject")]
    [DataRow("reject", "[3][550][][][F][2] 14", "reject")]
    [DataRow("tempfail", "[4][451][][][F][2] 14", "tempfail")]
    [DataRow("accept", "[0][][][][F][2] 14", "accept")]
    [DataRow("continue", "[1][][][][F][2] 14", "continue")]
    [DataRow("discard", "[2][][][][F][2] 14", "discard")]
    public void Hook_Reply_IsCalledWithItsParts(string reply, string expected, string state)
    {
        string[] lines = ProgramRun.Test($"{Hook}prog envfrom do {reply} done", "envfrom").Output.Split('\n');

        Assert.AreEqual(expected, lines[0]);
        Assert.AreEqual($"State envfrom: {state}", lines[^1]);
    }

    [TestMethod]
    public void Hook_ReplyInFunction_IsCalled() =>
        Assert.AreEqual(
            "hook 3\nState envfrom: reject",
            ProgramRun.Test("prog action do echo \"hook $1\" done func refuse() do reject done prog envfrom do refuse() done", "envfrom").Output);

    [TestMethod]
    public void Hook_SeveralDefinitionsInModules_IsTheFirstOfEach() =>
        Assert.AreEqual(
            "one\nState envfrom: accept",
            ProgramRun.Test("prog action do echo \"one\" done prog action do echo \"two\" done prog envfrom do accept done", "envfrom").Output);

    [TestMethod]
    public void Hook_FunctionThatReplies_IsNotHookedAgain() =>
        Assert.AreEqual(
            "hook\nState envfrom: discard",
            ProgramRun.Test(
                "func drop() do discard done prog action do echo \"hook\" drop() done prog envfrom do reject done", "envfrom").Output);

    [TestMethod]
    public void Hook_Throws_TheHandlerCatches() =>
        Assert.AreEqual(
            "caught x\nState envfrom: continue",
            ProgramRun.Test(
                "dclex e_mine prog action do throw e_mine \"x\" done prog envfrom do try do reject done catch * do echo \"caught $2\" done done", "envfrom").Output);

    [TestMethod]
    public void Hook_ImplicitContinue_IsNotCalled() =>
        Assert.AreEqual("State envfrom: continue", ProgramRun.Test($"{Hook}prog envfrom do pass done", "envfrom").Output);

    [TestMethod]
    public void Hook_ReplyInIt_IsAnError()
    {
        var (program, diagnostics) = ProgramRun.Compile("prog action do accept done");

        Assert.IsNull(program);
        Assert.AreEqual("F:1.16-21: Sendmail action is not allowed in action block", diagnostics.Single());
    }
}
