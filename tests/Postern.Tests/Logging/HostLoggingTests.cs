using Microsoft.Extensions.Logging;
using Postern.Daemon.Logging;

namespace Postern.Tests.Logging;

[TestClass]
public sealed class HostLoggingTests
{
    [TestMethod]
    public void Dispose_LinesWaiting_AreWritten()
    {
        var sink = new RecordingSink();
        using (var loggers = HostLogging.Create(sink, "t", LogLevel.Warning))
        {
            ILogger logger = loggers.CreateLogger("category");
            for (int i = 0; i < 1000; i++)
                Write(logger, LogLevel.Warning, $"{i}");
            Write(logger, LogLevel.Information, "below the minimum");
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 1000).Select(i => $"{i}").ToArray(), sink.Texts);
    }

    private static void Write(ILogger logger, LogLevel level, string text) =>
        logger.Log(level, default, text, null, static (state, _) => state);
}
