using System.Text;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>The envelope, diverted changes, and steps before a message is accepted.</summary>
[TestClass]
public sealed class MessageAcceptanceTests : IDisposable
{
    private const string Filter = """
        prog envrcpt do
          if $1 = "<no@x>"
            reject
          fi
        done
        prog eom do
          t_await("one")
          t_divert(1)
          add "X-Copy" "1"
          t_divert(0)
          add "X-Own" "1"
          t_await("two")
        done
        """;

    private readonly FakeFilterContext _context = new();
    private readonly StringWriter _echo = new() { NewLine = "\n" };

    public void Dispose() => _echo.Dispose();

    [TestMethod]
    public void Requirements_FunctionReadsEnvelope_SenderAndRecipientsAreHeard()
    {
        var requirements = ProgramRun.Program("prog eom do t_await(\"x\") done").Requirements;

        var heard = MilterStages.Mail | MilterStages.Rcpt;
        Assert.AreEqual(heard, requirements.Stages & heard);
        Assert.AreEqual(heard, requirements.SilentStages & heard);
        Assert.AreEqual(heard, requirements.InlineStages & heard);
        Assert.AreEqual(MilterStages.None, ProgramRun.Program("prog eom do pass done").Requirements.Stages & heard);
    }

    [TestMethod]
    public async Task EndOfMessage_Steps_RunInOrderWithTheEnvelope()
    {
        await using IFilterSession session = Open(Filter);
        await session.MailAsync(new EnvelopeEvent(Bytes("<s@x>"), Bytes("SIZE=1\0RET=HDRS\0")), default);
        foreach (string recipient in new[] { "<a@x>", "<no@x>", "<b@x>" })
            await session.RcptAsync(new EnvelopeEvent(Bytes(recipient), Bytes("NOTIFY=NEVER\0")), default);

        MilterReply reply = await session.EndOfMessageAsync(default);

        Assert.AreEqual(MilterReply.Continue, reply);
        CollectionAssert.AreEqual(
            new MessageModification[]
            {
                new MessageModification.AddHeader("X-Own", "1"),
                new MessageModification.AddHeader("one", "<s@x> SIZE=1 RET=HDRS: <a@x> NOTIFY=NEVER, <b@x> NOTIFY=NEVER"),
                new MessageModification.AddHeader("two", "<s@x> SIZE=1 RET=HDRS: <a@x> NOTIFY=NEVER, <b@x> NOTIFY=NEVER"),
            },
            _context.Modifications.Items.ToArray());
    }

    [TestMethod]
    public async Task EndOfMessage_StepRefuses_IsTheReplyAndTheRestIsLeftOut()
    {
        await using IFilterSession session = Open("prog eom do t_await(\"refuse\") t_await(\"two\") done");
        await session.MailAsync(new EnvelopeEvent(Bytes("<>"), default), default);

        Assert.AreEqual(MilterVerdict.TempFail, (await session.EndOfMessageAsync(default)).Verdict);
        Assert.IsEmpty(_context.Modifications.Items);
    }

    [TestMethod]
    public async Task EndOfMessage_FilterRefuses_NoStepRuns()
    {
        await using IFilterSession session = Open("prog eom do t_await(\"one\") reject done");
        await session.MailAsync(new EnvelopeEvent(Bytes("<>"), default), default);

        Assert.AreEqual(MilterVerdict.Reject, (await session.EndOfMessageAsync(default)).Verdict);
        Assert.IsEmpty(_context.Modifications.Items);
    }

    [TestMethod]
    public async Task Mail_AfterAMessageThatWasGivenUp_NothingOfItIsLeft()
    {
        await using IFilterSession session = Open("string left \"\"\nprog data do t_await(\"old\") t_divert(1) done\nprog eom do add \"X-Own\" \"1\" t_await(\"new\") done");
        await session.MailAsync(new EnvelopeEvent(Bytes("<old@x>"), default), default);
        await session.RcptAsync(new EnvelopeEvent(Bytes("<old@x>"), default), default);
        await session.DataAsync(default);
        await session.AbortAsync(default);
        await session.MailAsync(new EnvelopeEvent(Bytes("<new@x>"), default), default);

        await session.EndOfMessageAsync(default);

        CollectionAssert.AreEqual(
            new MessageModification[] { new MessageModification.AddHeader("X-Own", "1"), new MessageModification.AddHeader("new", "<new@x> : ") },
            _context.Modifications.Items.ToArray());
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private IFilterSession Open(string source) =>
        ProgramRun.Program(source).CreateEngine(new MflRuntimeOptions { Echo = _echo }).CreateSession(_context);
}
