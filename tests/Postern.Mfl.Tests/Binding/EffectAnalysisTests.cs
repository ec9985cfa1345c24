using Postern.Abstractions.Milter;
using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Binding;

[TestClass]
public sealed class EffectAnalysisTests
{
    [TestMethod]
    public void Requirements_CountingFilter_AreTheLeast()
    {
        FilterRequirements requirements = ProgramRun.Program(
            "#pragma regex +extended\nnumber partner 0\nnumber headers 0\n"
            + "prog envfrom do set headers 0 if $1 matches '^<?[a-z]+@partner\\.example>?$' set partner 1 fi done\n"
            + "prog header do set headers headers + 1 done\n"
            + "prog eom do add \"X-Count\" \"%partner %headers\" done").Requirements;
        Assert.AreEqual(
            MilterStages.Mail | MilterStages.Header | MilterStages.EndOfMessage | MilterStages.Abort, requirements.Stages);
        Assert.AreEqual(MilterStages.Mail | MilterStages.Header, requirements.SilentStages);
        Assert.AreEqual(requirements.Stages, requirements.InlineStages);
        Assert.AreEqual(MilterActions.AddHeaders, requirements.Actions);
        Assert.IsFalse(requirements.KeepsHeader);
        Assert.IsFalse(requirements.KeepsBody);
        CollectionAssert.AreEqual(Array.Empty<string>(), requirements.Macros[MilterStage.Mail].ToArray());
    }

    [TestMethod]
    [DataRow("reject", false, true)]
    [DataRow("continue", true, true)]
    [DataRow("set n 1 / n", false, true)]
    [DataRow("set n n / 2", true, true)]
    [DataRow("set s \"1\" set n s + 0", false, true)]
    [DataRow("if $1 matches n echo \"x\" fi", false, true)]
    [DataRow("if $1 matches \"a\" echo \"x\" fi", true, true)]
    [DataRow("echo $f", false, true)]
    [DataRow("loop while n < 2 do set n n + 1 done", false, false)]
    [DataRow("recursive(n)", false, false)]
    [DataRow("replies()", false, true)]
    [DataRow("set s t_upper($1)", false, true)]
    [DataRow("set s t_later($1)", false, false)]
    [DataRow("set s \"a\" . $1", true, true)]
    public void Stages_HelosBody_AreSilentOrInline(string statements, bool silent, bool inline)
    {
        FilterRequirements requirements = ProgramRun.Program(
            "number n 0\nfunc recursive(number i) do if i > 0 recursive(i - 1) fi done\nfunc replies() do if n > 5 tempfail fi done\n"
            + $"prog helo do {statements} done").Requirements;
        Assert.AreEqual(silent, requirements.SilentStages.HasFlag(MilterStages.Helo), "silent");
        Assert.AreEqual(inline, requirements.InlineStages.HasFlag(MilterStages.Helo), "inline");
    }

    [TestMethod]
    public void EndOfMessage_OnlyContinues_IsAnswered() =>
        Assert.IsFalse(ProgramRun.Program("prog eom do pass done").Requirements.SilentStages.HasFlag(MilterStages.EndOfMessage));

    [TestMethod]
    public void Macros_UsedThroughFunction_BelongToTheStage()
    {
        IReadOnlyDictionary<MilterStage, IReadOnlyList<string>> macros = ProgramRun.Program(
            "#pragma miltermacros connect j {daemon_name}\nfunc f() returns string do return $f . ${client_addr} done\n"
            + "prog connect do pass done\nprog envfrom do echo f() . $i done\nprog eom do pass done").Requirements.Macros;
        CollectionAssert.AreEqual(new[] { "j", "daemon_name" }, macros[MilterStage.Connect].ToArray());
        CollectionAssert.AreEqual(new[] { "i", "f", "client_addr" }, macros[MilterStage.Mail].ToArray());
        CollectionAssert.AreEqual(new[] { "i" }, macros[MilterStage.EndOfMessage].ToArray());
    }

    [TestMethod]
    public void Macros_UsedInHeaderHandler_ComeWithAnEarlierStage()
    {
        IReadOnlyDictionary<MilterStage, IReadOnlyList<string>> macros = ProgramRun.Program(
            "prog envfrom do pass done\nprog header do echo $f done").Requirements.Macros;
        CollectionAssert.AreEqual(new[] { "f" }, macros[MilterStage.Mail].ToArray());
    }

    [TestMethod]
    public void PluginFunctions_ReadingTheMessage_KeepIt()
    {
        FilterRequirements requirements = ProgramRun.Program("prog eom do echo t_header() echo t_body() t_quarantine(\"x\") done").Requirements;
        Assert.IsTrue(requirements.KeepsHeader);
        Assert.IsTrue(requirements.KeepsBody);
        Assert.AreEqual(MilterActions.Quarantine, requirements.Actions);
    }

    [TestMethod]
    public void RcptCount_WithoutHandler_CountsSilently()
    {
        FilterRequirements requirements = ProgramRun.Program("prog eom do echo rcpt_count done").Requirements;
        Assert.IsTrue(requirements.Stages.HasFlag(MilterStages.Rcpt));
        Assert.IsTrue(requirements.SilentStages.HasFlag(MilterStages.Rcpt));
        Assert.IsTrue(requirements.InlineStages.HasFlag(MilterStages.Rcpt));
    }

    [TestMethod]
    public void Begin_MayBlock_NoStageOfAMessageIsInline() =>
        Assert.AreEqual(MilterStages.Abort, ProgramRun.Program(
            "prog begin do echo t_later(\"x\") done\nprog helo do pass done").Requirements.InlineStages);

    [TestMethod]
    [DataRow("pass", true)]
    [DataRow("echo t_later(\"x\")", false)]
    public void End_Handler_IsCalledAtClose(string statements, bool inline)
    {
        FilterRequirements requirements = ProgramRun.Program($"prog end do {statements} done").Requirements;
        Assert.IsTrue(requirements.Stages.HasFlag(MilterStages.Close));
        Assert.AreEqual(inline, requirements.InlineStages.HasFlag(MilterStages.Close));
    }

    [TestMethod]
    public void Findings_Program_NameReasonAndPlace() =>
        CollectionAssert.AreEqual(
            new[]
            {
                "func f: may reply: reject (F:1.13-18)",
                "prog helo: may reply: calls f (F:2.14)",
                "prog helo: may fail: the MTA may not send macro f (F:2.23-24)",
                "prog helo: uses macros: f (F:2.1-29)",
            },
            ProgramRun.Program("func f() do reject done\nprog helo do f() echo $f done").Effects.Findings.Select(static finding => finding.ToString()).ToArray());
}
