using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>miltertest, a milter client by others, drives the host; what it checks stands in its scripts.</summary>
[TestClass]
public sealed class MilterTestTests
{
    [TestMethod]
    [DataRow("every-command.lua", DisplayName = "Session_EveryCommandWithMacros_IsAnswered")]
    [DataRow("versions.lua", DisplayName = "Negotiation_Versions2346_AreServed")]
    [DataRow("two-messages.lua", DisplayName = "Session_TwoMessages_AreJudgedApart")]
    [DataRow("abort.lua", DisplayName = "Abort_AfterEachStage_LeavesTheNextMessageAlone")]
    [DataRow("unknown.lua", DisplayName = "UnknownCommand_InASession_IsAnswered")]
    public async Task Script_OnTheTraceFilter_Passes(string script) => await RunAsync(script, await MailLab.Trace);

    [TestMethod]
    public async Task Replies_EachKindAtItsStage_IsSent() => await RunAsync("replies.lua", await MailLab.CoreTcp);

    [TestMethod]
    public async Task Script_OnAUnixSocket_Passes() => await RunAsync("replies.lua", await MailLab.CoreUnix);

    private static async Task RunAsync(string script, PosternProcess host)
    {
        string folder = Path.Combine(PosternExecutable.RepositoryRoot, "tests/EndToEnd/miltertest");
        try
        {
            await MilterTest.RunAsync(folder, script, host.SendmailAddress);
        }
        catch (InvalidOperationException e)
        {
            throw new AssertFailedException($"{e.Message}\nthe host said:\n{host.Output}", e);
        }
    }
}
