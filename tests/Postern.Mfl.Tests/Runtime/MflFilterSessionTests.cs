using System.Text;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Mfl.Tests.Runtime;

[TestClass]
public sealed class MflFilterSessionTests : IDisposable
{
    private readonly FakeFilterContext _context = new();
    private readonly StringWriter _echo = new() { NewLine = "\n" };

    public void Dispose() => _echo.Dispose();

    [TestMethod]
    public async Task Connect_Arguments_AreFamilyPortAndAddress()
    {
        await using IFilterSession session = Open("prog connect do echo \"$1 $2 $3 $4\" done");
        await session.ConnectAsync(new ConnectEvent(Bytes("host.example"), ClientFamily.IPv6, 25, Bytes("2001:db8::1")), default);
        Assert.AreEqual("host.example 3 25 2001:db8::1\n", _echo.ToString());
    }

    [TestMethod]
    public async Task Mail_Arguments_AreJoinedByBlanks()
    {
        await using IFilterSession session = Open("prog envfrom do echo \"[$1] [$2]\" done");
        await session.MailAsync(new EnvelopeEvent(Bytes("<a@b>"), Bytes("SIZE=1\0BODY=8BITMIME\0")), default);
        Assert.AreEqual("[<a@b>] [SIZE=1 BODY=8BITMIME]\n", _echo.ToString());
    }

    [TestMethod]
    public async Task Header_BytesAbove127_AreKept()
    {
        await using IFilterSession session = Open("prog header do add \"X-\" . $1 $2 done".Replace("\"X-\" . $1", "\"X-Copy\"", StringComparison.Ordinal));
        await session.HeaderAsync(new HeaderEvent(Bytes("Subject"), new byte[] { 0xC3, 0xA9, 0xFF }), default);
        Assert.AreEqual(new MessageModification.AddHeader("X-Copy", "\u00C3\u00A9\u00FF"), _context.Modifications.Items.Single());
    }

    [TestMethod]
    [DataRow("reject 550 5.7.1 \"no\"", MilterVerdict.Reject, 550, "5.7.1", "no")]
    [DataRow("tempfail 451 \"later\"", MilterVerdict.TempFail, 451, "", "later")]
    [DataRow("reject 553", MilterVerdict.Reject, 553, "", "Command rejected")]
    [DataRow("tempfail 450 4.1.0", MilterVerdict.TempFail, 450, "4.1.0", "Please try again later")]
    [DataRow("set z 0 echo 1 / z", MilterVerdict.TempFail, 410, "", "Local configuration error; please try again later")]
    [DataRow("t_crash()", MilterVerdict.TempFail, 410, "", "Local configuration error; please try again later")]
    public async Task Helo_HandlerReplies_GivesReply(string statements, MilterVerdict verdict, int code, string extended, string text)
    {
        await using IFilterSession session = Open($"prog helo do {statements} done");
        MilterReply reply = await session.HeloAsync(Bytes("host"), default);
        Assert.AreEqual(new MilterReply(verdict, new SmtpReply(code, extended, text)), reply);
    }

    [TestMethod]
    [DataRow("reject", MilterVerdict.Reject)]
    [DataRow("tempfail", MilterVerdict.TempFail)]
    [DataRow("accept", MilterVerdict.Accept)]
    [DataRow("discard", MilterVerdict.Discard)]
    [DataRow("continue", MilterVerdict.Continue)]
    [DataRow("set c 450 reject(c, , \"wrong class\")", MilterVerdict.Reject)]
    public async Task Data_PlainAction_HasNoText(string statements, MilterVerdict verdict)
    {
        await using IFilterSession session = Open($"prog data do {statements} done");
        Assert.AreEqual(new MilterReply(verdict), await session.DataAsync(default));
    }

    [TestMethod]
    public async Task Rcpt_Count_BeginsAnewWithEachMessage()
    {
        await using IFilterSession session = Open("prog envrcpt do echo rcpt_count done");
        for (int message = 0; message < 2; message++)
        {
            await session.MailAsync(default, default);
            await session.RcptAsync(default, default);
            await session.RcptAsync(default, default);
        }

        Assert.AreEqual("1\n2\n1\n2\n", _echo.ToString());
    }

    [TestMethod]
    public async Task Globals_SecondMessageWithoutAbort_KeepTheirValues()
    {
        await using IFilterSession session = Open("number n 5\nprog envfrom do set n n + 1 echo n done");
        await session.MailAsync(default, default);
        await session.MailAsync(default, default);
        Assert.AreEqual("6\n7\n", _echo.ToString());
    }

    [TestMethod]
    public async Task Globals_Abort_OnlyPreciousKeepTheirValues()
    {
        await using IFilterSession session = Open("number n 5\nprecious number p 5\nprog envfrom do set n n + 1 set p p + 1 echo \"%n %p\" done");
        await session.MailAsync(default, default);
        await session.AbortAsync(default);
        await session.MailAsync(default, default);
        Assert.AreEqual("6 6\n6 7\n", _echo.ToString());
    }

    [TestMethod]
    public async Task BeginAndEnd_Session_RunOnceAroundIt()
    {
        IFilterSession session = Open("prog begin do echo \"begin\" done\nprog envfrom do echo $1 done\nprog end do echo \"end\" done");
        await session.MailAsync(new EnvelopeEvent(Bytes("a"), default), default);
        await session.MailAsync(new EnvelopeEvent(Bytes("b"), default), default);
        await session.DisposeAsync();
        Assert.AreEqual("begin\na\nb\nend\n", _echo.ToString());
    }

    [TestMethod]
    public async Task End_LoopsForever_IsEndedByItsOwnLimit()
    {
        _context.Time = new ManualTime();
        IFilterSession session = Open("prog helo do pass done\nprog end do t_forever() done");
        await session.HeloAsync(default, default);
        Task disposing = Task.Run(async () => await session.DisposeAsync());
        while (!disposing.IsCompleted)
        {
            ((ManualTime)_context.Time).Advance(TimeSpan.FromSeconds(31));
            await Task.WhenAny(disposing, Task.Delay(1));
        }

        Assert.AreEqual("RUNTIME ERROR near F:2: the time allowed for the handler is over", _context.Log.Lines(LogLevel.Error)[0]);
    }

    [TestMethod]
    public async Task Dispose_PluginsDataFails_IsLogged()
    {
        IFilterSession session = Open("prog helo do t_keep(\"a\") t_keep(\"b\") done");
        await session.HeloAsync(default, default);
        await session.DisposeAsync();
        string type = typeof(TestFunctions).FullName + "+FailingState";
        CollectionAssert.AreEqual(
            new[]
            {
                $"the session's data {type} of a plugin could not be disposed; this is a bug in the plugin [InvalidOperationException: kept ab]",
            },
            _context.Log.Lines(LogLevel.Error));
    }

    [TestMethod]
    public async Task End_SessionWithoutStage_DoesNotRun()
    {
        await Open("prog begin do echo \"begin\" done\nprog end do echo \"end\" done\nprog envfrom do pass done").DisposeAsync();
        Assert.AreEqual("", _echo.ToString());
    }

    [TestMethod]
    public async Task Macro_OfTheSession_IsItsValue()
    {
        _context.Macros["client_addr"] = "192.0.2.1";
        await using IFilterSession session = Open("prog eom do echo ${client_addr} . $client_addr done");
        await session.EndOfMessageAsync(default);
        Assert.AreEqual("192.0.2.1192.0.2.1\n", _echo.ToString());
    }

    [TestMethod]
    public async Task PredefinedVariables_Milter_DescribeTheSession()
    {
        await using IFilterSession session = Open(
            "prog eom do echo \"%milter_state %milter_server_id %milter_server_address %milter_server_family "
            + "%milter_client_address %milter_client_family\" done");
        await session.EndOfMessageAsync(default);
        Assert.AreEqual("13 listener /run/postern 1 192.0.2.9:25 2\n", _echo.ToString());
    }

    [TestMethod]
    public async Task PluginFunction_MessageAndQueue_AreThoseOfTheSession()
    {
        await using IFilterSession session = Open("prog eom do echo t_header() t_quarantine(\"why\") done");
        await session.EndOfMessageAsync(default);
        Assert.AreEqual("1\n", _echo.ToString());
        Assert.AreEqual(new MessageModification.Quarantine("why"), _context.Modifications.Items.Single());
    }

    [TestMethod]
    public async Task Handler_LoopsForever_IsEndedByCancellation()
    {
        await using IFilterSession session = Open("prog eom do loop do pass done done");
        using var source = new CancellationTokenSource();
        source.Cancel();
        MilterReply reply = await session.EndOfMessageAsync(source.Token);
        Assert.AreEqual(MilterVerdict.TempFail, reply.Verdict);
        CollectionAssert.AreEqual(
            new[] { "RUNTIME ERROR near F:1: the time allowed for the handler is over", "execution of the filter program was not finished" },
            _context.Log.Lines(LogLevel.Error));
    }

    [TestMethod]
    public async Task Stage_WithoutHandler_Continues()
    {
        await using IFilterSession session = Open("prog eom do reject done");
        Assert.AreEqual(MilterReply.Continue, await session.HeloAsync(Bytes("x"), default));
    }

    [TestMethod]
    public async Task SilentStage_HitsLimit_FailsAtNextAnswer()
    {
        await using IFilterSession session = Open(
            "string s \"12345678\"\nprog header do set s s . s done\nprog eom do pass done");
        for (int i = 0; i < 24; i++)
            Assert.AreEqual(MilterReply.Continue, await session.HeaderAsync(default, default));
        Assert.AreEqual(MilterVerdict.TempFail, (await session.EndOfMessageAsync(default)).Verdict);
    }

    [TestMethod]
    public async Task Echo_WithoutWriter_GoesToTheLog()
    {
        MflFilterEngine engine = ProgramRun.Program("prog data do echo \"said\" done").CreateEngine(new MflRuntimeOptions());
        await using IFilterSession session = engine.CreateSession(_context);
        await session.DataAsync(default);
        CollectionAssert.AreEqual(new[] { "said" }, _context.Log.Lines(LogLevel.Information));
    }

    [TestMethod]
    public async Task Body_FunctionThatLooksAtIt_SeesThePart()
    {
        await using IFilterSession session = Open("prog body do echo \"$1 $2 \" . t_part() done");

        await session.BodyAsync(Bytes("one"), default);
        await session.BodyAsync(Bytes("\xe4"), default);

        Assert.AreEqual("1 3 one\n1 1 \xe4\n", _echo.ToString());
    }

    [TestMethod]
    public void StartAndStop_Engine_RunTheirHooks()
    {
        MflFilterEngine engine = ProgramRun.Program("prog startup do echo \"up\" done\nprog shutdown do echo \"down\" done")
            .CreateEngine(new MflRuntimeOptions { Echo = _echo });
        Assert.IsTrue(engine.Start());
        engine.Stop();
        Assert.AreEqual("up\ndown\n", _echo.ToString());
    }

    [TestMethod]
    [DataRow(MilterSteps.None, " a", " a")]
    [DataRow(MilterSteps.LeadingSpace, " a", "a")]
    [DataRow(MilterSteps.LeadingSpace, "  a", " a")]
    [DataRow(MilterSteps.LeadingSpace, "\ta", "\ta")]
    public async Task Header_BlankBehindTheColon_IsNotPartOfTheValue(MilterSteps steps, string sent, string seen)
    {
        _context.Steps = steps;
        await using IFilterSession session = Open("prog header do echo \"[$2]\" done");
        await session.HeaderAsync(new HeaderEvent(Bytes("A"), Bytes(sent)), default);
        Assert.AreEqual($"[{seen}]\n", _echo.ToString());
    }

    [TestMethod]
    public async Task Stage_InlineWithoutArguments_AllocatesNothing()
    {
        await using IFilterSession session = Open("number n 0\nprog header do set n n + 1 done\nprog eom do echo n done");
        var field = new HeaderEvent(Bytes("Subject"), Bytes("text"));
        for (int i = 0; i < 3; i++)
            await session.HeaderAsync(field, default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            Check(session.HeaderAsync(field, default));
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Check(ValueTask<MilterReply> reply) => Assert.IsTrue(reply.IsCompletedSuccessfully && reply.Result == default);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private IFilterSession Open(string source) =>
        ProgramRun.Program(source).CreateEngine(new MflRuntimeOptions { Echo = _echo }).CreateSession(_context);
}
