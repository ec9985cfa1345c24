using Postern.Testing.Logging;
using Postern.Testing.Milter;

namespace Postern.PluginLoading.Tests;

[TestClass]
public sealed class UnloadWatchTests
{
    [TestMethod]
    public void Look_ContextThatOutlivesTenCollections_IsNamedOnce()
    {
        var time = new ManualTime();
        using var log = new LogRecorder();
        var watch = new UnloadWatch(log.CreateLogger(""), time);
        var held = new object();
        watch.Add("Stuck", 3, new WeakReference(held));
        watch.Begin();

        for (int i = 0; i < 2 * UnloadWatch.Collections; i++)
        {
            GC.Collect();
            time.Advance(UnloadWatch.Pause);
        }

        Assert.AreEqual(
            "plugin Stuck of generation 3 is still in memory after 10 collections: something of it is held (a thread, timer, event or static of another plugin)",
            string.Join('\n', log.Lines));
        GC.KeepAlive(held);
    }
}
