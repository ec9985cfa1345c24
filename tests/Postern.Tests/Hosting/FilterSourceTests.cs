using System.Runtime.CompilerServices;
using Postern.Abstractions.Milter;
using Postern.Daemon.Hosting;
using Postern.Testing.Milter;

namespace Postern.Tests.Hosting;

[TestClass]
public sealed class FilterSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<int> _closed = [];

    [TestMethod]
    public async Task Replace_NoSession_ClosesTheOldGeneration()
    {
        FilterGeneration first = Generation(1);
        var source = new FilterSource(first);

        source.Replace(Generation(2));

        await first.Closed.WaitAsync(Patience);
        CollectionAssert.AreEqual(new[] { 1 }, _closed);
        Assert.AreEqual(2, source.Generation.Number);
    }

    [TestMethod]
    public async Task Replace_SessionUnderWay_KeepsItsGenerationToItsEnd()
    {
        FilterGeneration first = Generation(1);
        var source = new FilterSource(first);
        IFilterSession session = source.Current.CreateSession(null!);

        source.Replace(Generation(2));

        Assert.IsEmpty(_closed);
        await session.DisposeAsync();
        await first.Closed.WaitAsync(Patience);
        CollectionAssert.AreEqual(new[] { 1 }, _closed);
    }

    [TestMethod]
    public async Task Current_AfterReplace_GivesTheNewFilter()
    {
        var old = new ScriptedEngine();
        var next = new ScriptedEngine();
        var source = new FilterSource(new FilterGeneration(1, old, () => Task.CompletedTask));
        source.Replace(new FilterGeneration(2, next, () => Task.CompletedTask));

        await using IFilterSession session = source.Current.CreateSession(null!);

        Assert.AreEqual(0, old.OpenSessions);
        Assert.AreEqual(1, next.OpenSessions);
    }

    [TestMethod]
    public async Task Session_EachCall_ReachesTheFilter()
    {
        var engine = new ScriptedEngine();
        var source = new FilterSource(new FilterGeneration(1, engine, () => Task.CompletedTask));
        IFilterSession session = source.Current.CreateSession(null!);

        await session.ConnectAsync(default, CancellationToken.None);
        await session.HeloAsync(default, CancellationToken.None);
        await session.MailAsync(default, CancellationToken.None);
        await session.RcptAsync(default, CancellationToken.None);
        await session.DataAsync(CancellationToken.None);
        await session.HeaderAsync(default, CancellationToken.None);
        await session.EndOfHeadersAsync(CancellationToken.None);
        await session.BodyAsync(default, CancellationToken.None);
        await session.EndOfMessageAsync(CancellationToken.None);
        await session.UnknownAsync(default, CancellationToken.None);
        await session.AbortAsync(CancellationToken.None);
        await session.DisposeAsync();

        CollectionAssert.AreEqual(
            new[]
            {
                "Connect", "Helo", "Mail", "Rcpt", "Data", "Header", "EndOfHeaders", "Body", "EndOfMessage", "Unknown", "Abort",
                "Close",
            },
            engine.Calls.Select(call => call.Split(' ')[0]).ToArray());
    }

    [TestMethod]
    public async Task Lease_ConnectionThatMakesNoSession_DoesNotKeepTheGeneration()
    {
        FilterGeneration first = Generation(1);
        var source = new FilterSource(first);
        TakeAndForget(source);

        source.Replace(Generation(2));
        for (int i = 0; i < 100 && !first.Closed.IsCompleted; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        await first.Closed.WaitAsync(Patience);
        CollectionAssert.AreEqual(new[] { 1 }, _closed);
    }

    [TestMethod]
    public async Task Dispose_Twice_ReleasesOnce()
    {
        FilterGeneration first = Generation(1);
        var source = new FilterSource(first);
        IFilterSession one = source.Current.CreateSession(null!);
        IFilterSession other = source.Current.CreateSession(null!);
        source.Replace(Generation(2));

        await one.DisposeAsync();
        await one.DisposeAsync();

        Assert.IsEmpty(_closed);
        await other.DisposeAsync();
        await first.Closed.WaitAsync(Patience);
    }

    [TestMethod]
    public async Task Replace_UnderLoad_ClosesEachGenerationOnceAfterItsSessions()
    {
        var source = new FilterSource(Counted(1));
        using var stop = new CancellationTokenSource();
        Task[] sessions = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await source.Current.CreateSession(null!).DisposeAsync();
        }))];

        var old = new List<FilterGeneration>();
        for (int i = 2; i <= 1000; i++)
            old.Add(source.Replace(Counted(i)));
        await stop.CancelAsync();
        await Task.WhenAll(sessions);

        await Task.WhenAll(old.Select(generation => generation.Closed)).WaitAsync(Patience);
        CollectionAssert.AreEquivalent(Enumerable.Range(1, 999).ToArray(), _closed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TakeAndForget(FilterSource source) => Assert.IsNotNull(source.Current.Requirements);

    private FilterGeneration Generation(int number) => new(number, new ScriptedEngine(), () => CloseAsync(number));

    /// <summary>A generation whose filter must have no session left when it closes.</summary>
    private FilterGeneration Counted(int number)
    {
        var engine = new ScriptedEngine();
        return new FilterGeneration(number, engine, () =>
        {
            Assert.AreEqual(0, engine.OpenSessions);
            return CloseAsync(number);
        });
    }

    private Task CloseAsync(int number)
    {
        lock (_closed)
            _closed.Add(number);
        return Task.CompletedTask;
    }
}
