using Microsoft.Extensions.Logging.Abstractions;
using Postern.Milter.Client;
using Postern.Milter.Local;
using Postern.Milter.Server;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests.Local;

[TestClass]
public sealed class LocalMilterTests
{
    private static readonly MilterServerOptions Options = new() { Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, "none") };

    private readonly ManualTime _time = new();

    [TestMethod]
    public async Task Play_MessageInMemory_GoesThroughTheSession()
    {
        var engine = new ScriptedEngine();
        await using LocalMilter milter = Open(engine);
        await milter.Client.NegotiateAsync(default);
        byte[] body = new byte[200_000];
        var message = new MailMessage { Sender = "<a@b>", Body = body };
        message.Recipients.Add("<c@d>");

        ConversationResult result = await new MilterConversation(milter.Client, new SmtpSessionDetails(), static _ => { }).PlayAsync(message, default);
        await milter.Ended;

        Assert.AreEqual(ConversationOutcome.Accepted, result.Outcome);
        Assert.AreEqual(0, engine.OpenSessions);
        CollectionAssert.Contains(engine.Calls.ToArray(), "Mail <a@b>");
    }

    [TestMethod]
    public async Task Dispose_MtaGoesAway_EndsTheSession()
    {
        var engine = new ScriptedEngine();
        LocalMilter milter = Open(engine);
        await milter.Client.NegotiateAsync(default);

        await milter.DisposeAsync();
        await milter.Ended;

        Assert.AreEqual(0, engine.OpenSessions);
    }

    [TestMethod]
    public async Task Silence_LongerThanAllowed_EndsTheSession()
    {
        await using LocalMilter milter = Open(new ScriptedEngine());
        await milter.Client.NegotiateAsync(default);

        await milter.Idle;
        _time.Advance(Options.Timeouts.Idle + TimeSpan.FromSeconds(3));
        await milter.Ended;

        var e = await Assert.ThrowsExactlyAsync<MilterClientException>(() => milter.Client.HeloAsync("x", default));
        Assert.AreEqual(MilterClientFailure.Closed, e.Failure);
    }

    private LocalMilter Open(ScriptedEngine engine) =>
        LocalMilter.Open(engine, Options, new MilterClientOptions(), new ThreadScheduler(), NullLoggerFactory.Instance, _time, 1);
}
