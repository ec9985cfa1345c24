using System.Net;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Client;
using Postern.Testing.Servers;

namespace Postern.Milter.Tests.Client;

[TestClass]
public sealed class MilterClientTests
{
    [TestMethod]
    public async Task Connect_NobodyListens_IsUnreachable()
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort.Take());
        var failure = await Assert.ThrowsExactlyAsync<MilterClientException>(
            () => MilterClient.ConnectAsync(address, new(), TimeProvider.System, default));
        Assert.AreEqual(MilterClientFailure.Unreachable, failure.Failure);
    }

    [TestMethod]
    public async Task Negotiate_Offer_IsVersionActionsAndSteps()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null, version: 2, actions: 1, steps: 0);
        await using var client = await OpenAsync(filter, MilterClientOptions.ForVersion(2));
        Assert.AreEqual("O|||\u0002|||\u003f|||\u007f", filter.Received[0]);
        Assert.AreEqual(2, client.Negotiated.Version);
        Assert.AreEqual(MilterActions.AddHeaders, client.Negotiated.Actions);
    }

    [TestMethod]
    public async Task Negotiate_MacroLists_AreReadPerStage()
    {
        byte[] lists = [0, 0, 0, 2, .. "i {mail_addr}\0"u8, 0, 0, 0, 4, 0];
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'O' ? ScriptedFilter.Negotiation(6, 0, 0, lists) : null);
        await using var client = await OpenAsync(filter);
        CollectionAssert.AreEqual(new[] { "i", "mail_addr" }, client.Negotiated.Macros[MilterStage.Mail].ToArray());
        Assert.IsEmpty(client.Negotiated.Macros[MilterStage.Data]);
        Assert.IsFalse(client.Negotiated.Macros.ContainsKey(MilterStage.Rcpt));
    }

    [TestMethod]
    [DataRow(7u, 0u, 0u, "the filter answers version 7, offered were 2 to 6")]
    [DataRow(1u, 0u, 0u, "the filter answers version 1, offered were 2 to 6")]
    [DataRow(6u, 0x200u, 0u, "the filter asks for actions that were not offered: 512")]
    [DataRow(6u, 0u, 0x20000000u, "the filter asks for protocol steps that were not offered: MaxData1M")]
    public async Task Negotiate_AnswerBeyondTheOffer_IsAProtocolFailure(uint version, uint actions, uint steps, string text)
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null, version, actions, steps);
        var failure = await Assert.ThrowsExactlyAsync<MilterClientException>(() => OpenAsync(filter));
        Assert.AreEqual(MilterClientFailure.Protocol, failure.Failure);
        Assert.AreEqual(text, failure.Message);
    }

    [TestMethod]
    public async Task Negotiate_WithAnHttpServer_SaysWhatCame()
    {
        await using var server = new ScriptedFilter((_, _) => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        var failure = await Assert.ThrowsExactlyAsync<MilterClientException>(() => OpenAsync(server));
        Assert.AreEqual(
            "not a milter: a frame of 1 to 1048577 bytes was expected, what came begins with \"HTTP/1.1 400 Bad Request....\"",
            failure.Message);
    }

    [TestMethod]
    public async Task Commands_All_HaveTheirWireForm()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null);
        await using var client = await OpenAsync(filter);
        client.SendMacros(MilterStage.Connect, [new("j", "mx"), new("{client_addr}", "192.0.2.1")]);
        await client.ConnectedAsync("mail.test", ClientFamily.IPv4, 0x4142, "192.0.2.1", default);
        await client.HeloAsync("mail.test", default);
        await client.MailAsync("<a@b>", ["SIZE=1"], default);
        await client.RcptAsync("<c@d>", [], default);
        await client.UnknownAsync("XFOO bar", default);
        await client.DataAsync(default);
        await client.HeaderAsync("Subject", "x\n y", default);
        await client.EndOfHeadersAsync(default);
        await client.BodyAsync("body"u8.ToArray(), default);
        await client.EndOfMessageAsync(default, default);
        await client.QuitAsync(default);
        await filter.Quit;
        CollectionAssert.AreEqual(
            new[]
            {
                "DCj|mx|{client_addr}|192.0.2.1|", "Cmail.test|4AB192.0.2.1|", "Hmail.test|", "M<a@b>|SIZE=1|", "R<c@d>|",
                "UXFOO bar|", "T", "LSubject|x\n y|", "N", "Bbody", "E",
            },
            filter.Received.Skip(1).Take(11).ToArray());
    }

    [TestMethod]
    public async Task Connected_FamilyUnknown_SendsNoAddress()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null);
        await using var client = await OpenAsync(filter);
        await client.ConnectedAsync("localhost", ClientFamily.Unknown, 0, "", default);
        Assert.AreEqual("Clocalhost|U", filter.Received[1]);
    }

    [TestMethod]
    public async Task Stage_OptedOut_IsNotSent()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null, steps: (uint)MilterSteps.NoHelo);
        await using var client = await OpenAsync(filter);
        Assert.AreEqual(MilterExchange.NotSent, (await client.HeloAsync("x", default)).Exchange);
    }

    [TestMethod]
    public async Task Stage_WithoutReply_IsNotAwaited()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, _) => c == 'H' ? [] : null, steps: (uint)MilterSteps.NoReplyHelo);
        await using var client = await OpenAsync(filter);
        Assert.AreEqual(MilterExchange.Unanswered, (await client.HeloAsync("x", default)).Exchange);
    }

    [TestMethod]
    public async Task Data_InVersion3_IsNotSent()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null, version: 3);
        await using var client = await OpenAsync(filter);
        Assert.AreEqual(MilterExchange.NotSent, (await client.DataAsync(default)).Exchange);
    }

    [TestMethod]
    [DataRow('c', "", MilterVerdict.Continue)]
    [DataRow('a', "", MilterVerdict.Accept)]
    [DataRow('r', "", MilterVerdict.Reject)]
    [DataRow('t', "", MilterVerdict.TempFail)]
    [DataRow('d', "", MilterVerdict.Discard)]
    [DataRow('s', "", MilterVerdict.Skip)]
    [DataRow('f', "", MilterVerdict.ConnectionFailure)]
    [DataRow('4', "", MilterVerdict.Shutdown)]
    [DataRow('y', "550 5.7.1 no|", MilterVerdict.Reject)]
    [DataRow('y', "451 4.7.1 later|", MilterVerdict.TempFail)]
    public async Task Reply_EachKind_IsItsVerdict(char code, string payload, MilterVerdict verdict)
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'M' ? ScriptedFilter.Frame(code, payload) : null);
        await using var client = await OpenAsync(filter);
        var response = await client.MailAsync("<>", [], default);
        Assert.AreEqual(verdict, response.Verdict);
        Assert.AreEqual(payload.TrimEnd('|'), response.SmtpText);
    }

    [TestMethod]
    public async Task EndOfMessage_ChangesAndProgress_AreCollectedInOrder()
    {
        byte[] answer =
        [
            .. ScriptedFilter.Frame('p'), .. ScriptedFilter.Frame('h', "X-A|1|"), .. ScriptedFilter.Frame('b', "one "),
            .. ScriptedFilter.Frame('i', "|||\u0001X-B|2|"), .. ScriptedFilter.Frame('m', "|||\u0002X-C||"),
            .. ScriptedFilter.Frame('+', "<a@b>|"), .. ScriptedFilter.Frame('2', "<c@d>|NOTIFY=NEVER|"),
            .. ScriptedFilter.Frame('-', "<e@f>|"), .. ScriptedFilter.Frame('e', "<g@h>|RET=HDRS|"),
            .. ScriptedFilter.Frame('b', "two"), .. ScriptedFilter.Frame('q', "why|"), .. ScriptedFilter.Frame('p'),
            .. ScriptedFilter.Frame('a'),
        ];
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'E' ? answer : null);
        await using var client = await OpenAsync(filter);
        var end = await client.EndOfMessageAsync(default, default);
        Assert.AreEqual(new MilterResponse(MilterVerdict.Accept, "", MilterExchange.Answered, 2), end.Response);
        var body = (MessageModification.ReplaceBody)end.Modifications[1];
        Assert.AreEqual("one two", System.Text.Encoding.ASCII.GetString(body.Body.Span));
        CollectionAssert.AreEqual(
            new MessageModification[]
            {
                new MessageModification.AddHeader("X-A", "1"), body, new MessageModification.InsertHeader(1, "X-B", "2"),
                new MessageModification.ChangeHeader("X-C", 2, ""), new MessageModification.AddRecipient("<a@b>"),
                new MessageModification.AddRecipient("<c@d>", "NOTIFY=NEVER"), new MessageModification.DeleteRecipient("<e@f>"),
                new MessageModification.ChangeSender("<g@h>", "RET=HDRS"), new MessageModification.Quarantine("why"),
            },
            end.Modifications.ToArray());
    }

    [TestMethod]
    public async Task EndOfMessage_ChangeNotNegotiated_IsAProtocolFailure()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, _) => c == 'E' ? ScriptedFilter.Frame('q', "why|") : null, actions: (uint)MilterActions.AddHeaders);
        await using var client = await OpenAsync(filter);
        var failure = await Assert.ThrowsExactlyAsync<MilterClientException>(() => client.EndOfMessageAsync(default, default));
        Assert.AreEqual("frame 'q' of 4 bytes: the filter has not negotiated the action Quarantine", failure.Message);
    }

    [TestMethod]
    public async Task Reply_ChangeBeforeEndOfMessage_IsAProtocolFailure()
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'M' ? ScriptedFilter.Frame('h', "X|1|") : null);
        await using var client = await OpenAsync(filter);
        var failure = await Assert.ThrowsExactlyAsync<MilterClientException>(() => client.MailAsync("<>", [], default));
        Assert.AreEqual("frame 'h' of 4 bytes: a reply was expected; changes are only legal at end of message", failure.Message);
    }

    [TestMethod]
    public async Task Reply_FilterGoesAway_IsClosed()
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'H' ? throw new IOException("gone") : null);
        await using var client = await OpenAsync(filter);
        var failure = await Assert.ThrowsExactlyAsync<MilterClientException>(() => client.HeloAsync("x", default));
        Assert.AreEqual(MilterClientFailure.Closed, failure.Failure);
    }

    private static async Task<MilterClient> OpenAsync(ScriptedFilter filter, MilterClientOptions? options = null)
    {
        var client = await MilterClient.ConnectAsync(filter.Address, options ?? new(), TimeProvider.System, default);
        try
        {
            await client.NegotiateAsync(default);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }
}
