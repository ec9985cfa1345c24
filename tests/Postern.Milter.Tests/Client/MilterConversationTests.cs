using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Client;

namespace Postern.Milter.Tests.Client;

[TestClass]
public sealed class MilterConversationTests
{
    [TestMethod]
    public async Task Play_FilterContinues_SendsEveryStageOnce()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null);
        var result = await PlayAsync(filter);
        Assert.AreEqual(ConversationOutcome.Accepted, result.Outcome);
        Assert.AreEqual("OCHMRRTLLNBE", Letters(filter));
    }

    [TestMethod]
    [DataRow('C', 'r', ConversationOutcome.Rejected, "OC")]
    [DataRow('C', 'a', ConversationOutcome.Accepted, "OC")]
    [DataRow('H', 't', ConversationOutcome.TempFailed, "OCH")]
    [DataRow('M', 'r', ConversationOutcome.Rejected, "OCHM")]
    [DataRow('M', 'a', ConversationOutcome.Accepted, "OCHM")]
    [DataRow('R', 'a', ConversationOutcome.Accepted, "OCHMR")]
    [DataRow('R', 'd', ConversationOutcome.Discarded, "OCHMR")]
    [DataRow('R', 'r', ConversationOutcome.Rejected, "OCHMRRA")]
    [DataRow('T', 't', ConversationOutcome.TempFailed, "OCHMRRT")]
    [DataRow('L', 'r', ConversationOutcome.Rejected, "OCHMRRTL")]
    [DataRow('L', 's', ConversationOutcome.Accepted, "OCHMRRTLNBE")]
    [DataRow('N', 'd', ConversationOutcome.Discarded, "OCHMRRTLLN")]
    [DataRow('B', '4', ConversationOutcome.TempFailed, "OCHMRRTLLNB")]
    [DataRow('E', 'r', ConversationOutcome.Rejected, "OCHMRRTLLNBE")]
    public async Task Play_AnswerAtAStage_IsObeyed(char stage, char answer, ConversationOutcome outcome, string letters)
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == stage ? ScriptedFilter.Frame(answer) : null);
        Assert.AreEqual(outcome, (await PlayAsync(filter)).Outcome);
        Assert.AreEqual(letters, Letters(filter));
    }

    [TestMethod]
    public async Task Play_OneRecipientRefused_OthersGoOn()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, payload) => c == 'R' && payload[1] == '1' ? ScriptedFilter.Frame('r') : null);
        var result = await PlayAsync(filter);
        Assert.AreEqual(ConversationOutcome.Accepted, result.Outcome);
        CollectionAssert.AreEqual(new[] { "<2@t>" }, result.Message.Recipients.ToArray());
    }

    [TestMethod]
    public async Task Play_RejectedAtTheEnd_LeavesTheMessageUnchanged()
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'E'
            ? [.. ScriptedFilter.Frame('h', "X|1|"), .. ScriptedFilter.Frame('r')] : null);
        var result = await PlayAsync(filter);
        Assert.IsFalse(result.Message.Header.Any(h => h.Name == "X"));
    }

    [TestMethod]
    public async Task Macros_Wanted_AreSentAtTheirStage()
    {
        byte[] lists = [0, 0, 0, 2, .. "v i\0"u8];
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'O' ? ScriptedFilter.Negotiation(6, 0, 0, lists) : null);
        await PlayAsync(filter, new SmtpSessionDetails { CommonMacros = [new("i", "Q1"), new("{other}", "x")] });
        CollectionAssert.AreEqual(
            new[] { "DCi|Q1|{other}|x|", "DMi|Q1|" }, filter.Received.Where(f => f[0] == 'D').ToArray());
    }

    [TestMethod]
    public async Task Macros_WantedLater_KeepTheirEarlierValue()
    {
        byte[] lists = [0, 0, 0, 5, .. "f\0"u8];
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'O' ? ScriptedFilter.Negotiation(6, 0, 0, lists) : null);
        await PlayAsync(filter, new SmtpSessionDetails
        {
            Macros = new Dictionary<MilterStage, IReadOnlyList<MilterMacro>> { [MilterStage.Mail] = [new("f", "a@b"), new("i", "Q1")] },
        });
        CollectionAssert.Contains(filter.Received.ToArray(), "DEf|a@b|");
    }

    [TestMethod]
    public async Task Body_Large_IsSentInChunks()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null);
        await PlayAsync(filter, body: new byte[70000]);
        CollectionAssert.AreEqual(
            new[] { 65536, 70000 - 65535 + 1 }, filter.Received.Where(f => f[0] == 'B').Select(f => f.Length).ToArray());
    }

    private static string Letters(ScriptedFilter filter) =>
        string.Concat(filter.Received.Select(f => f[0]).Where(c => c is not ('D' or 'Q')));

    private static async Task<ConversationResult> PlayAsync(
        ScriptedFilter filter, SmtpSessionDetails? session = null, byte[]? body = null)
    {
        await using var client = await MilterClient.ConnectAsync(filter.Address, new(), TimeProvider.System, default);
        await client.NegotiateAsync(default);
        var message = MailMessage.Parse("A: 1\r\nB: 2\r\n\r\nbody\r\n"u8);
        if (body is not null)
            message.Body = body;
        message.Recipients.Add("<1@t>");
        message.Recipients.Add("<2@t>");
        var result = await new MilterConversation(client, session ?? new(), _ => { }).PlayAsync(message, default);
        await filter.Quit;
        return result;
    }
}
