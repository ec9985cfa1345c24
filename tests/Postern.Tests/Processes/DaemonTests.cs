using System.Globalization;
using System.Net.Sockets;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.Tests.Processes;

[TestClass]
public sealed class DaemonTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly HostLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Serve_Foreground_SaysWhatItDoesAndFilters()
    {
        await using ServerProcess host = await _lab.ServeAsync();

        Assert.AreEqual("5.7.1 refused by one", Text(await _lab.RefusalAsync()));
        StringAssert.Contains(host.Output, $"filter: {_lab.Script}", StringComparison.Ordinal);
        StringAssert.Contains(host.Output, _lab.Port, StringComparison.Ordinal);
        StringAssert.Contains(host.Output, "plugins: ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("TERM")]
    [DataRow("INT")]
    [DataRow("QUIT")]
    public async Task Signal_ToStop_EndsWithZero(string signal)
    {
        await using ServerProcess host = await _lab.ServeAsync("--pidfile=p.pid");
        Assert.AreEqual(host.Id, HostLab.ReadPid(Path.Combine(_lab.State, "p.pid")));

        host.Signal(signal);

        Assert.AreEqual(0, await host.WaitForExitAsync(Limit));
        StringAssert.Contains(host.Output, "postern terminating", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(_lab.State, "p.pid")));
    }

    [TestMethod]
    public async Task Stop_MessageUnderWay_MayFinish()
    {
        await using ServerProcess host = await _lab.ServeAsync();
        await using MilterClient client = await _lab.ConnectAsync();
        await client.MailAsync("<good@example.test>", [], default);

        host.Signal("TERM");
        await host.WaitForOutputAsync("stopping: 1 sessions", Limit);
        EndOfMessageResponse end = await client.EndOfMessageAsync(default, default);

        Assert.AreEqual(MilterVerdict.Accept, end.Response.Verdict);
        Assert.AreEqual(0, await host.WaitForExitAsync(Limit));
    }

    [TestMethod]
    public async Task Stop_Twice_DoesNotWait()
    {
        await using ServerProcess host = await _lab.ServeAsync();
        await using MilterClient client = await _lab.ConnectAsync();
        await client.MailAsync("<good@example.test>", [], default);
        host.Signal("TERM");
        await host.WaitForOutputAsync("stopping: 1 sessions", Limit);

        host.Signal("TERM");

        Assert.AreEqual(1, await host.WaitForExitAsync(Limit));
    }

    [TestMethod]
    public async Task Background_Start_ReturnsWhenItServes()
    {
        await _lab.PrepareAsync();

        (int code, string output) = await _lab.RunAsync([.. _lab.ServeOptions, _lab.Script]);

        Assert.AreEqual("", output);
        Assert.AreEqual(0, code);
        int process = HostLab.ReadPid(Path.Combine(_lab.State, "postern.pid"));
        try
        {
            Assert.AreEqual("5.7.1 refused by one", Text(await _lab.RefusalAsync()));
            Assert.AreEqual(process, SessionOf(process), "the daemon leads a session of its own");
        }
        finally
        {
            await HostLab.SignalAsync(process, "TERM");
        }

        await HostLab.UntilAsync(() => !File.Exists(Path.Combine(_lab.State, "postern.pid")), "the end of the pidfile");
    }

    [TestMethod]
    public async Task Background_SecondStart_IsRefused()
    {
        await _lab.PrepareAsync();
        Assert.AreEqual((0, ""), await _lab.RunAsync([.. _lab.ServeOptions, _lab.Script]));
        string pidFile = Path.Combine(_lab.State, "postern.pid");
        int process = HostLab.ReadPid(pidFile);
        try
        {
            (int code, string output) = await _lab.RunAsync([.. _lab.ServeOptions, "--port=inet:0@127.0.0.1", _lab.Script]);

            Assert.AreEqual(
                $"postern: already running as process {process}, says {pidFile}; stop it, or give another --pidfile\n", output);
            Assert.AreEqual(78, code);
            Assert.AreEqual(process, HostLab.ReadPid(pidFile));
        }
        finally
        {
            await HostLab.SignalAsync(process, "TERM");
            await HostLab.UntilAsync(() => !File.Exists(pidFile), "the end of the pidfile");
        }
    }

    [TestMethod]
    public async Task Background_BadScript_GivesTheChildsErrorAndCode()
    {
        await _lab.PrepareAsync();

        (int code, string output) = await _lab.RunAsync([.. _lab.ServeOptions, _lab.Write("bad.mfl", "prog envfrom do bogus\n")]);

        StringAssert.Contains(output, "bad.mfl:1.", StringComparison.Ordinal);
        Assert.AreEqual(78, code);
        Assert.IsFalse(File.Exists(Path.Combine(_lab.State, "postern.pid")));
    }

    [TestMethod]
    public async Task Listen_AddressTaken_IsUnavailable()
    {
        using var taken = new TcpListener(_lab.Address);
        taken.Start();
        await _lab.PrepareAsync();

        (int code, string output) = await _lab.RunAsync([.. _lab.ServeOptions, "--foreground", _lab.Script]);

        StringAssert.Contains(output, $"cannot listen on {_lab.Port}", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task StateDirectory_Missing_IsAUsageError()
    {
        string[] user = Environment.IsPrivilegedProcess ? ["--user", "nobody"] : [];

        (int code, string output) = await _lab.RunAsync(
            ["--no-config", "--foreground", "--state-directory=/nonexistent", .. user, _lab.Script]);

        StringAssert.StartsWith(output, "postern: state directory `/nonexistent' does not exist", StringComparison.Ordinal);
        Assert.AreEqual(64, code);
    }

    [TestMethod]
    public async Task User_Root_IsRefused()
    {
        (int code, string output) = await _lab.RunAsync("--no-config", "--foreground", "--user=root", "--state-directory", _lab.State, _lab.Script);

        string expected = Environment.IsPrivilegedProcess
            ? "postern: refusing to run as root; name an unprivileged user with --user or `user'\n"
            : "postern: cannot become user root: only root can; start as root or as root\n";
        Assert.AreEqual(expected, output);
        Assert.AreEqual(70, code);
    }

    [TestMethod]
    [DataRow("--user=nosuchuser", "no such user: nosuchuser")]
    public async Task User_Unknown_IsRefused(string option, string expected)
    {
        (int code, string output) = await _lab.RunAsync("--no-config", "--foreground", option, "--state-directory", _lab.State, _lab.Script);

        Assert.AreEqual($"postern: {expected}\n", output);
        Assert.AreEqual(70, code);
    }

    [TestMethod]
    public async Task User_AfterStart_IsUnprivilegedOnEveryThread()
    {
        string[] groups = Environment.IsPrivilegedProcess ? ["--group", "mail"] : [];
        await using ServerProcess host = await _lab.ServeAsync(groups);

        foreach (string thread in Directory.EnumerateDirectories($"/proc/{host.Id}/task"))
        {
            string[] status = await File.ReadAllLinesAsync(Path.Combine(thread, "status"));
            string[] users = Field(status, "Uid:");
            Assert.DoesNotContain("0", users, "no identity of root is left");
            Assert.DoesNotContain("0", Field(status, "Groups:"), "no group of root is left");
            Assert.AreEqual("0000000000000000", Field(status, "CapEff:").Single());
            if (Environment.IsPrivilegedProcess)
                Assert.Contains("8", Field(status, "Groups:"), "the group mail is kept");
        }
    }

    private static string[] Field(string[] status, string name) =>
        status.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
            .Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The sixth field of <c>/proc/PID/stat</c>.</summary>
    private static int SessionOf(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], CultureInfo.InvariantCulture);
    }

    private static string Text(string reply) => reply.StartsWith("550 ", StringComparison.Ordinal) ? reply[4..] : reply;
}
