using Microsoft.Extensions.Logging;
using Postern.Daemon.Logging;

namespace Postern.Tests.Logging;

[TestClass]
public sealed class DebugSpecificationTests
{
    [TestMethod]
    [DataRow("engine", LogLevel.Trace)]
    [DataRow("engine.prot", LogLevel.Trace)]
    [DataRow("engine.trace3", LogLevel.Debug)]
    [DataRow("engine.trace5", LogLevel.Trace)]
    [DataRow("engine.error", LogLevel.Information)]
    [DataRow("!engine", LogLevel.Information)]
    [DataRow("engine.=trace9", LogLevel.Trace)]
    [DataRow("engine.trace1-trace4", LogLevel.Debug)]
    [DataRow("engine.prot,!trace5-prot", LogLevel.Debug)]
    [DataRow("engine.trace9;engine.trace1", LogLevel.Debug)]
    public void TryAdd_Levels_BecomeALogLevel(string text, LogLevel expected)
    {
        var debug = new DebugSpecification();

        Assert.IsTrue(debug.TryAdd(text, out _));
        Assert.AreEqual(expected, debug.Rules["Postern.Milter"]);
    }

    [TestMethod]
    [DataRow("foo", "unknown category: foo")]
    [DataRow("!foo", "unknown category: foo")]
    [DataRow("engine.loud", "unknown level `loud'")]
    [DataRow("engine.trace1-loud", "unknown level `loud'")]
    [DataRow("prog;x.trace1", "unknown category: x")]
    public void TryAdd_Mistake_IsNamed(string text, string expected)
    {
        Assert.IsFalse(new DebugSpecification().TryAdd(text, out string? problem));
        Assert.StartsWith(expected, problem);
    }

    [TestMethod]
    public void TryAdd_CategoryOfMailutils_HasNoEffect()
    {
        var debug = new DebugSpecification();

        Assert.IsTrue(debug.TryAdd("mailbox.trace9", out _));
        Assert.IsEmpty(debug.Rules);
    }

    [TestMethod]
    public void Create_Rules_HoldForTheirCategoryOnly()
    {
        var debug = new DebugSpecification();
        debug.TryAdd("engine.trace2", out _);
        var sink = new RecordingSink();
        using (ILoggerFactory loggers = HostLogging.Create(sink, new LogTarget { Tag = "t", Debug = debug, ShowsSource = true }))
        {
            loggers.CreateLogger("Postern.Milter").Log(LogLevel.Debug, default, "seen", null, static (text, _) => text);
            loggers.CreateLogger("Postern.Milter").Log(LogLevel.Trace, default, "too deep", null, static (text, _) => text);
            loggers.CreateLogger("Postern.Mfl").Log(LogLevel.Debug, default, "unseen", null, static (text, _) => text);
        }

        Assert.AreEqual("[Postern.Milter] seen", sink.Texts.Single());
    }
}
