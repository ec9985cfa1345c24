using System.Globalization;
using System.Text.RegularExpressions;
using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>Does literally what the README's tour says, with another port.</summary>
[TestClass]
public sealed partial class TourTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [TestMethod]
    public async Task Tour_PastedCommands_DoWhatTheReadmeSays()
    {
        int port = FreePort.Take();
        await using var run = ServerProcess.Start(
            Path.Combine(PosternExecutable.RepositoryRoot, "run"),
            [],
            new Dictionary<string, string>
            {
                ["POSTERN_PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["POSTERN_OUT"] = Environment.GetEnvironmentVariable("POSTERN_OUT") ?? Path.Combine(PosternExecutable.RepositoryRoot, "out"),
            },
            PosternExecutable.RepositoryRoot);
        try
        {
            await run.WaitForOutputAsync("listening on", Limit);
            var commands = await ReadTryLinesAsync(port);
            Assert.HasCount(2, commands);
            foreach (string command in commands)
                StringAssert.Contains(run.Output, command, StringComparison.Ordinal);

            var (code, output) = await ShellAsync(commands[0]);
            Assert.AreEqual(0, code, output);
            StringAssert.Contains(output, "+X-Postern: Seen by Postern, sender friend@example.org", StringComparison.Ordinal);

            (code, output) = await ShellAsync(commands[1]);
            Assert.AreEqual(1, code, output);
            StringAssert.Contains(output, "reject: 550 5.7.1 Mail from spam.example is not welcome here", StringComparison.Ordinal);
        }
        finally
        {
            string id = ProcessId().Match(run.Output).Groups[1].Value;
            await ShellAsync($"kill -TERM {id}");
        }

        Assert.AreEqual(0, await run.WaitForExitAsync(Limit), run.Output);
    }

    private static async Task<string[]> ReadTryLinesAsync(int port)
    {
        var readme = await File.ReadAllLinesAsync(Path.Combine(PosternExecutable.RepositoryRoot, "README.md"));
        return
        [
            .. readme.Select(line => line.Trim()).Where(line => line.StartsWith("out/bin/postern try ", StringComparison.Ordinal))
                .Select(line => line.Replace("8025", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
        ];
    }

    private static Task<(int Code, string Output)> ShellAsync(string command) =>
        ServerProcess.RunAsync("/bin/sh", ["-c", command], Limit, PosternExecutable.RepositoryRoot);

    [GeneratedRegex(@"started, process (\d+)")]
    private static partial Regex ProcessId();
}
