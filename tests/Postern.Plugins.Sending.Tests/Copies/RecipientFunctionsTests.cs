using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Sending.Copies;
using Postern.Plugins.Sending.Tests.Fakes;
using Postern.Testing.Mfl;
using Postern.Testing.Servers;

namespace Postern.Plugins.Sending.Tests.Copies;

[TestClass]
public sealed class RecipientFunctionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("postern-copies");
    private readonly StoredMessage _message = new("body\r\n", "From: me@x.org", "Subject: s");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Copy_ThreeRecipients_EachGetsTheirOwn()
    {
        await using var server = new ScriptedServer();
        var context = Context();
        var functions = Functions(server.Url);

        await functions.Copy(context, "B@x.org, <c@x.org>");
        context.Modifications.Add(new MessageModification.ChangeHeader("Subject", 1, "for b and c"));
        context.Modifications.Add(new MessageModification.ReplaceBody("new\r\n"u8.ToArray()));
        context.Modifications.Add(new MessageModification.ChangeSender("<other@x.org>", ""));
        RecipientFunctions.End(context);
        context.Modifications.Add(new MessageModification.AddHeader("X", "for a"));
        var reply = await FinishAsync(context);

        Assert.AreEqual(MilterReply.Continue, reply);
        CollectionAssert.AreEqual(
            new MessageModification[]
            {
                new MessageModification.AddHeader("X", "for a"), new MessageModification.DeleteRecipient("<B@x.org>"), new MessageModification.DeleteRecipient("<c@X.org>"),
            },
            context.OwnModifications.Items.ToArray());
        CollectionAssert.AreEqual(
            new[] { "RCPT TO:<B@x.org> NOTIFY=NEVER", "RCPT TO:<c@X.org>" }, server.Commands.Where(static line => line.StartsWith("RCPT", StringComparison.Ordinal)).ToArray());
        StringAssert.StartsWith(server.Commands[1], "MAIL FROM:<other@x.org> SIZE=", StringComparison.Ordinal);
        StringAssert.StartsWith(server.Content, "Postern-Copy: v=1; n=1; t=", StringComparison.Ordinal);
        StringAssert.EndsWith(server.Content, "\r\nFrom: me@x.org\r\nSubject: for b and c\r\n\r\nnew\r\n.\r\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Copy_OfACopy_IsNotMadeAgain()
    {
        await using var server = new ScriptedServer();
        var functions = Functions(server.Url);
        var first = Context();
        await functions.Copy(first, "B@x.org");
        RecipientFunctions.End(first);
        await FinishAsync(first);
        var lines = server.Content.Split("\r\n\r\n")[0].Replace("\r\n\t", "\n\t", StringComparison.Ordinal).Split("\r\n");
        var copied = new StoredMessage("body\r\n", [.. lines.Prepend("Received: by mx")]);
        var before = server.Lines.Count;

        var second = Context(copied, "B@x.org");
        Assert.IsTrue(await functions.IsCopy(second));
        await functions.Copy(second, "B@x.org");
        second.Modifications.Add(new MessageModification.AddHeader("X", "again"));
        RecipientFunctions.End(second);
        var reply = await FinishAsync(second);

        Assert.AreEqual(MilterReply.Continue, reply);
        Assert.IsEmpty(second.OwnModifications.Items);
        Assert.HasCount(before, server.Lines);
    }

    [TestMethod]
    public async Task Copy_TakenToAnotherMessageTooOften_IsRefused()
    {
        await using var server = new ScriptedServer();
        var functions = Functions(server.Url, most: 1);
        var first = Context();
        await functions.Copy(first, "B@x.org");
        RecipientFunctions.End(first);
        await FinishAsync(first);
        var lines = server.Content.Split("\r\n\r\n")[0].Replace("\r\n\t", "\n\t", StringComparison.Ordinal).Split("\r\n");

        var second = Context(new StoredMessage("another body\r\n", lines), "B@x.org");
        Assert.IsFalse(await functions.IsCopy(second));
        await functions.Copy(second, "B@x.org");
        RecipientFunctions.End(second);
        var reply = await FinishAsync(second);

        Assert.AreEqual(MilterVerdict.Reject, reply.Verdict);
        Assert.AreEqual("5.4.6", reply.Smtp!.EnhancedCode);
        Assert.IsEmpty(second.OwnModifications.Items);
    }

    [TestMethod]
    [DataRow("RCPT", "550 5.1.1 nobody")]
    [DataRow("DATA", "451 4.3.0 later")]
    public async Task Copy_NotTaken_MakesTheMessageWait(string command, string answer)
    {
        await using var server = new ScriptedServer { Answer = line => line.StartsWith(command, StringComparison.Ordinal) ? answer + "\r\n" : null };
        var context = Context();

        var functions = Functions(server.Url);
        await functions.Copy(context, "B@x.org");
        RecipientFunctions.End(context);
        var reply = await FinishAsync(context);

        Assert.AreEqual(MilterVerdict.TempFail, reply.Verdict);
        Assert.AreEqual(451, reply.Smtp!.Code);
        Assert.IsEmpty(context.OwnModifications.Items);
    }

    [TestMethod]
    public async Task Copy_NeverEnded_MakesTheMessageWait()
    {
        await using var server = new ScriptedServer();
        var context = Context();
        await Functions(server.Url).Copy(context, "B@x.org");

        Assert.AreEqual(MilterVerdict.TempFail, (await FinishAsync(context)).Verdict);
        Assert.IsEmpty(server.Lines);
    }

    [TestMethod]
    public async Task Copy_MtaThatKeepsRecipients_MakesTheMessageWait()
    {
        await using var server = new ScriptedServer();
        var context = Context(actions: MilterActions.AddHeaders);
        await Functions(server.Url).Copy(context, "B@x.org");
        RecipientFunctions.End(context);

        Assert.AreEqual(MilterVerdict.TempFail, (await FinishAsync(context)).Verdict);
        Assert.IsEmpty(server.Lines);
    }

    [TestMethod]
    [DataRow("d@x.org", MflExceptionCode.NotFound, "recipients_copy: not a recipient of this message: d@x.org")]
    [DataRow("", MflExceptionCode.NotFound, "recipients_copy: not a recipient of this message: ")]
    [DataRow("b@x.org", MflExceptionCode.NotFound, "recipients_copy: not a recipient of this message: b@x.org")]
    [DataRow("a@x.org,", MflExceptionCode.NotFound, "recipients_copy: not a recipient of this message: ")]
    public async Task Copy_NoRecipient_Raises(string recipients, MflExceptionCode code, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => Functions("smtp://h").Copy(Context(), recipients).AsTask());

        Assert.AreEqual((long)code, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public async Task Copy_Mistakes_Raise()
    {
        var context = Context();
        var functions = Functions("smtp://h");
        await functions.Copy(context, "a@x.org");

        await AssertRaisesAsync(MflExceptionCode.Invalid, "recipients_copy: another copy is open; recipients_end() ends it", () => functions.Copy(context, "B@x.org"));
        RecipientFunctions.End(context);
        await AssertRaisesAsync(MflExceptionCode.Exists, "recipients_copy: a@x.org has a copy already", () => functions.Copy(context, "a@x.org"));
        await AssertRaisesAsync(MflExceptionCode.Invalid, "recipients_end: no copy is open; recipients_copy() begins one", () =>
        {
            RecipientFunctions.End(context);
            return default;
        });
        await functions.Copy(context, "B@x.org");
        context.Modifications.Add(new MessageModification.Quarantine("why"));
        await AssertRaisesAsync(MflExceptionCode.BadModificationQueue, "recipients_end: a copy cannot have this change: Quarantine", () =>
        {
            RecipientFunctions.End(context);
            return default;
        });
        Assert.IsNull(context.Diverted);
        await AssertRaisesAsync(
            MflExceptionCode.Failure, "recipients_copy: there is nowhere to send copies; say `recipients { reinject URL; }' in the configuration", () => Functions("").Copy(context, "B@x.org"));
        await AssertRaisesAsync(
            MflExceptionCode.Invalid, "recipients_copy: it can be called at the end of a message only (prog eom)",
            () => functions.Copy(new FakeMflContext { AtStage = MilterStage.Header, StoredMessage = _message }, "a@x.org"));
    }

    [TestMethod]
    public async Task Copy_NextMessageOfTheSession_BeginsAnew()
    {
        var context = Context();
        var functions = Functions("smtp://h");
        await functions.Copy(context, "a@x.org");
        RecipientFunctions.End(context);
        _message.Replace("another\r\n");

        await functions.Copy(context, "a@x.org");
        RecipientFunctions.End(context);

        Assert.HasCount(2, context.Steps);
    }

    [TestMethod]
    [DataRow("a@b, <c@d>,\"e,f\"@g", "a@b|<c@d>|\"e,f\"@g")]
    [DataRow("\"a\\\",b\"@c , d", "\"a\\\",b\"@c|d")]
    public void Split_List_KnowsQuotes(string list, string items) => Assert.AreEqual(items, string.Join('|', EnvelopeMatch.Split(list)));

    private static async Task AssertRaisesAsync(MflExceptionCode code, string text, Func<ValueTask> call)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => call().AsTask());
        Assert.AreEqual((long)code, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    /// <summary>What the host does when the filter lets the message pass.</summary>
    private static async Task<MilterReply> FinishAsync(FakeMflContext context)
    {
        context.DivertModifications(null);
        return await context.Steps.Single().RunAsync(context, MilterReply.Continue, CancellationToken.None);
    }

    private FakeMflContext Context(StoredMessage? message = null, string? only = null, MilterActions actions = MilterActions.All)
    {
        IReadOnlyList<MailRecipient> recipients = only is null ? [new("<a@x.org>"), new("<B@x.org>", "NOTIFY=NEVER"), new("<c@X.org>")] : [new($"<{only}>")];
        var own = new ModificationQueue();
        return new FakeMflContext
        {
            StoredMessage = message ?? _message,
            Addressed = new MessageEnvelope("<s@x.org>", "", recipients),
            FilterSession = new FakeSession(own, message ?? _message) { Actions = actions },
            OwnModifications = own,
        };
    }

    private RecipientFunctions Functions(string url, int most = 5)
    {
        var block = new RecipientsBlock();
        if (url.Length > 0)
        {
            block.Configure(new("recipients", [], [Item("reinject", url), Item("most-copies", most.ToString(System.Globalization.CultureInfo.InvariantCulture))], default));
        }

        return new RecipientFunctions(block, Submissions.Mailer(), new FakeEnvironment(_folder.Path));
    }

    private static Abstractions.Configuration.ConfigurationStatement Item(string keyword, string value) => new(keyword, [new(value, null, default)], null, default);

    private sealed class FakeEnvironment(string folder) : IHostEnvironment
    {
        public string StateDirectory => folder;

        public string PluginDirectory => folder;

        public TimeProvider Time => TimeProvider.System;

        public ILoggerFactory Loggers => NullLoggerFactory.Instance;
    }
}
