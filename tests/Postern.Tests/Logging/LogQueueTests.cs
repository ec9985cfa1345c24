using Microsoft.Extensions.Logging;
using Postern.Daemon.Logging;

namespace Postern.Tests.Logging;

[TestClass]
public sealed class LogQueueTests
{
    [TestMethod]
    public void Add_SinkThatKeepsUp_WritesAllInOrder()
    {
        var sink = new RecordingSink();
        using (var queue = new LogQueue(sink, "t"))
        {
            for (int i = 0; i < 100; i++)
                queue.Add(Line($"{i}"));
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(i => $"{i}").ToArray(), sink.Texts);
    }

    [TestMethod]
    public void Add_SinkThatStands_CountsWhatIsLostAndTellsLater()
    {
        var sink = new RecordingSink();
        sink.Gate.Reset();
        using (var queue = new LogQueue(sink, "t", capacity: 2))
        {
            queue.Add(Line("first"));
            Assert.IsTrue(sink.Entered.Wait(TimeSpan.FromSeconds(30)));
            for (int i = 0; i < 5; i++)
                queue.Add(Line($"{i}"));
            Assert.AreEqual(3, queue.Lost);
            sink.Gate.Set();
        }

        CollectionAssert.AreEqual(
            new[] { "first", "3 log lines were lost: the log could not keep up", "0", "1" }, sink.Texts);
    }

    [TestMethod]
    public void Add_SinkThatLosesLines_CountsThem()
    {
        var sink = new RecordingSink { Loses = "bad" };
        using (var queue = new LogQueue(sink, "t"))
        {
            queue.Add(Line("bad"));
            queue.Add(Line("good"));
        }

        CollectionAssert.AreEqual(new[] { "1 log lines were lost: the log could not keep up", "good" }, sink.Texts);
    }

    [TestMethod]
    public void Add_AfterTheEnd_IsLostWithoutAnError()
    {
        var queue = new LogQueue(new RecordingSink(), "t");
        queue.Dispose();

        queue.Add(Line("late"));

        Assert.AreEqual(1, queue.Lost);
    }

    private static LogRecord Line(string text) => new(LogLevel.Information, "t", text);
}
