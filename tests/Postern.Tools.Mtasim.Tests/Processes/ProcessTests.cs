using System.Globalization;
using Postern.Testing.Servers;

namespace Postern.Tools.Mtasim.Tests.Processes;

[TestClass]
public sealed class ProcessTests
{
    private const string Filter = """
        prog envrcpt
        do
          if $1 = "<bad@x>"
            reject 550 5.1.1 "no such user"
          fi
        done
        """;

    private const string Session = "\\E250\nHELO a\nMAIL FROM:<a@x>\n\\E550\nRCPT TO:<bad@x>\nQUIT\n";

    [TestMethod]
    public async Task Auto_Script_RunsOnAHostOfItsOwn()
    {
        using var folder = new TemporaryFolder("mtasim-auto");
        string script = folder.Write("f.mfl", Filter);

        var (output, errors, code) = await MtasimProcess.RunAsync(
            Session, [.. MtasimProcess.Unprivileged, "-Xauto", "--statedir", "--", "--no-config", script]);

        StringAssert.EndsWith(
            output, "250 pleased to meet you\n250 Sender OK\n550 5.1.1 no such user\n221 Done\n", StringComparison.Ordinal, errors);
        Assert.AreEqual(0, code);
        Assert.IsFalse(Directory.Exists(Path.GetDirectoryName(SocketOf(output))), "its folder is gone");
    }

    [TestMethod]
    public async Task Auto_ScriptWithAnError_EndsWithUnavailable()
    {
        using var folder = new TemporaryFolder("mtasim-auto");
        string script = folder.Write("f.mfl", "prog envrcpt do nonsense");

        var (output, errors, code) = await MtasimProcess.RunAsync(
            Session, [.. MtasimProcess.Unprivileged, "-Xauto", "--statedir", "--", "--no-config", script]);

        Assert.AreEqual("", output);
        StringAssert.Contains(errors, "syntax error", StringComparison.Ordinal);
        StringAssert.Contains(errors, "mtasim: the host ended with exit code 78 before it listened", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    [DataRow("TERM", 143)]
    [DataRow("INT", 130)]
    public async Task Auto_Signal_EndsHostAndRemovesFolder(string signal, int expected)
    {
        using var auto = await StartAutoAsync();

        await SignalAsync(auto.Process.Id, signal);

        Assert.AreEqual(expected, await auto.Process.WaitForExitAsync());
        Assert.IsFalse(Directory.Exists(Path.GetDirectoryName(auto.Socket)), "its folder is gone");
    }

    [TestMethod]
    public async Task Auto_Killed_HostEndsToo()
    {
        using var auto = await StartAutoAsync();

        await SignalAsync(auto.Process.Id, "KILL");

        await UntilAsync(() => !File.Exists(auto.Socket), "the host closes its socket");
        Directory.Delete(Path.GetDirectoryName(auto.Socket)!, recursive: true);
    }

    [TestMethod]
    public async Task Daemon_Client_IsServedOnce()
    {
        using var process = await MtasimProcess.StartAsync("-bd");
        int port = int.Parse((await process.ReadLineAsync())!, CultureInfo.InvariantCulture);

        await using (var client = await SmtpConnection.OpenAsync(port))
        {
            var reply = await client.SendAsync("a@x", ["b@y"], "Subject: x\r\n\r\ntext\r\n"u8.ToArray());
            Assert.AreEqual("250 Mail accepted for delivery", reply.ToString());
        }

        Assert.AreEqual(0, await process.WaitForExitAsync());
    }

    [TestMethod]
    public async Task Filter_NobodyListens_EndsWithUnavailable()
    {
        var (output, errors, code) = await MtasimRun.RunAsync("QUIT\n", "-X", "unix:/nonexistent/milter");

        Assert.AreEqual("", output);
        StringAssert.Contains(errors, "mtasim: cannot connect to the milter using unix:/nonexistent/milter: ", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task Options_Wrong_EndWithUsage()
    {
        var (_, errors, code) = await MtasimRun.RunAsync("QUIT\n", "--bogus");

        Assert.AreEqual("mtasim: unrecognized option '--bogus'\n", errors);
        Assert.AreEqual(64, code);
    }

    [TestMethod]
    [DataRow("--help", "Usage: mtasim [OPTION...]\n")]
    [DataRow("--usage", "Usage: mtasim [-av?V] ")]
    [DataRow("--version", "mtasim (Postern) ")]
    public async Task Options_Informational_Print(string option, string beginning)
    {
        var (output, _, code) = await MtasimRun.RunAsync("", option);

        StringAssert.StartsWith(output, beginning, StringComparison.Ordinal);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    [DataRow("dumb")]
    [DataRow("")]
    public async Task Terminal_ThatCannotEdit_IsPromptedOn(string terminal)
    {
        string output = await OnTerminalAsync(terminal, "HELO a\nQUIT\n");

        StringAssert.Contains(output, "(mtasim) ", StringComparison.Ordinal);
        StringAssert.Contains(output, "250 pleased to meet you", StringComparison.Ordinal);
        StringAssert.Contains(output, "221 Done", StringComparison.Ordinal);
        Assert.IsFalse(output.Contains('\x1B', StringComparison.Ordinal), "no escape sequences");
    }

    [TestMethod]
    public async Task Terminal_ThatCanEdit_EditsLines()
    {
        // HELP is typed, killed, and replaced.
        string output = await OnTerminalAsync("xterm", "HELP\x15HELO a\r\x04");

        StringAssert.Contains(output, "\r(mtasim) ", StringComparison.Ordinal);
        StringAssert.Contains(output, "250 pleased to meet you", StringComparison.Ordinal);
        Assert.IsFalse(output.Contains("supported SMTP commands", StringComparison.Ordinal), "HELP was not entered");
    }

    private static async Task<string> OnTerminalAsync(string terminal, string keys)
    {
        using var process = MtasimProcess.Start("/usr/bin/script", ["-qec", await MtasimProcess.FindAsync(), "/dev/null"], terminal);
        // Before the program reads, the terminal itself would take the keys.
        string greeting = await process.ReadLineAsync() ?? "";
        await process.WriteAsync(keys);
        await process.FlushAsync();
        var (output, _, _) = await process.FinishAsync();
        return greeting + "\n" + output;
    }

    private static async Task<AutoSession> StartAutoAsync()
    {
        var folder = new TemporaryFolder("mtasim-auto");
        string script = folder.Write("f.mfl", Filter);
        var process = await MtasimProcess.StartAsync([.. MtasimProcess.Unprivileged, "-Xauto", "--statedir", "--", "--no-config", script]);
        string greeting = await process.ReadLineAsync() + "\n" + await process.ReadLineAsync();
        return new AutoSession(process, folder, SocketOf(greeting));
    }

    private static string SocketOf(string output)
    {
        int start = output.IndexOf("unix://", StringComparison.Ordinal) + "unix://".Length;
        return output[start..].Split('\n')[0].TrimEnd('\r');
    }

    private static async Task SignalAsync(int process, string name) => await ServerProcess.RunAsync(
        "/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {process}")], MtasimProcess.Limit);

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.IsLessThan(600, i, $"{what} did not come true");
            await Task.Delay(50);
        }
    }

    private sealed record AutoSession(MtasimProcess Process, TemporaryFolder Folder, string Socket) : IDisposable
    {
        public void Dispose()
        {
            Process.Dispose();
            Folder.Dispose();
        }
    }
}
