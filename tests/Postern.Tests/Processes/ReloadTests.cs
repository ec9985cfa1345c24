using System.Collections.Concurrent;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.Tests.Processes;

[TestClass]
public sealed class ReloadTests : IDisposable
{
    private const int Reloads = 20;
    private const int Clients = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly HostLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Reload_ChangedScript_ServesNewConnections()
    {
        await using ServerProcess host = await _lab.ServeAsync();
        StringAssert.Contains(await _lab.RefusalAsync(), "refused by one", StringComparison.Ordinal);

        _lab.Write("filter.mfl", HostLab.Filter.Replace("by one", "by two", StringComparison.Ordinal));
        host.Signal("HUP");
        await host.WaitForOutputAsync("generation 2", Limit);

        StringAssert.Contains(await _lab.RefusalAsync(), "refused by two", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Reload_SessionUnderWay_FinishesOnTheOldScript()
    {
        await using ServerProcess host = await _lab.ServeAsync();
        await using MilterClient client = await _lab.ConnectAsync();

        _lab.Write("filter.mfl", HostLab.Filter.Replace("by one", "by two", StringComparison.Ordinal));
        host.Signal("HUP");
        await host.WaitForOutputAsync("generation 2", Limit);
        MilterResponse response = await client.MailAsync("<bad@example.test>", [], default);

        StringAssert.Contains(response.SmtpText, "refused by one", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Reload_BadScript_KeepsTheOldOneAndSaysWhy()
    {
        await using ServerProcess host = await _lab.ServeAsync();

        _lab.Write("filter.mfl", "prog envfrom do bogus\n");
        host.Signal("HUP");
        await host.WaitForOutputAsync("not reloaded, generation 1 stays in force: ", Limit);

        StringAssert.Contains(host.Output, "filter.mfl:1.", StringComparison.Ordinal);
        StringAssert.Contains(await _lab.RefusalAsync(), "refused by one", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Reload_ConfigurationWithAnotherListener_OpensAndClosesSockets()
    {
        await _lab.PrepareAsync();
        string first = Path.Combine(_lab.State, "a.sock");
        string second = Path.Combine(_lab.State, "b.sock");
        string configuration = _lab.Write("c.conf", $"server milter {{ listen unix:{first}; }}");
        string[] user = Environment.IsPrivilegedProcess ? ["--user", "nobody"] : [];
        await using ServerProcess host = ServerProcess.Start(
            await PosternExecutable.FindAsync(),
            ["--config-file", configuration, "--foreground", "--state-directory", _lab.State, .. user, _lab.Script]);
        await host.WaitForOutputAsync(" started, process ", Limit);
        Assert.IsTrue(File.Exists(first));

        _lab.Write("c.conf", $"server milter {{ listen unix:{second}; }}");
        host.Signal("HUP");
        await host.WaitForOutputAsync("generation 2", Limit);

        Assert.IsTrue(File.Exists(second));
        await HostLab.UntilAsync(() => !File.Exists(first), "the end of the first socket");
        Assert.AreEqual(0, await host.StopAsync());
    }

    [TestMethod]
    public async Task Reload_UnderLoad_DropsNoSession()
    {
        await using ServerProcess host = await _lab.ServeAsync();
        using var stop = new CancellationTokenSource();
        var wrong = new ConcurrentQueue<string>();
        int messages = 0;
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (await DeliverAsync(wrong))
                    Interlocked.Increment(ref messages);
            }
        }))];

        for (int reload = 2; reload <= Reloads + 1; reload++)
        {
            host.Signal("HUP");
            await host.WaitForOutputAsync($"reloaded: generation {reload} ", Limit);
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients).WaitAsync(Limit);

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThan(Reloads, messages);
        Assert.AreEqual(0, await host.StopAsync(), host.Output);
    }

    /// <summary>Three messages on one connection, so that reloads fall into sessions under way.</summary>
    private async Task<bool> DeliverAsync(ConcurrentQueue<string> wrong)
    {
        try
        {
            await using MilterClient client = await _lab.ConnectAsync();
            for (int i = 0; i < 3; i++)
            {
                await client.MailAsync("<good@example.test>", [], default);
                EndOfMessageResponse end = await client.EndOfMessageAsync(default, default);
                if (end.Response.Verdict != MilterVerdict.Accept)
                    wrong.Enqueue($"verdict {end.Response.Verdict}");
            }

            await client.QuitAsync(default);
            return true;
        }
        catch (MilterClientException e)
        {
            wrong.Enqueue(e.Message);
            return false;
        }
    }
}
