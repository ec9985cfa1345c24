using System.Text;
using Postern.Testing.Language;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests;

/// <summary>
/// Every program under cases/sending sends mail here and on mailfromd 8.15, to a server (the variable <c>sink</c> is its URL) or a program (<c>program</c>): what these get must
/// agree, beside what the program prints. The cases that differ on purpose stand in cases/sending/differences.txt.
/// </summary>
[TestClass]
public sealed class SendingTests
{
    private static readonly string[] Crashed = ["exit code 134\n", "exit code 139\n"];

    private static readonly string Folder = Path.Combine(DifferentialLab.CasesDirectory, "sending");

    private static readonly IReadOnlyDictionary<string, string> Differences = DeliberateDifferences.Read(Folder);

    public static IEnumerable<object[]> Cases => DifferentialCase.Names(Folder).Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Program_HereAndOnTheReference_SendsTheSame(string name)
    {
        var (outcome, sent) = await RunAsync(name, DifferentialLab.Reference.RunAsync);
        var (hostOutcome, hostSent) = await RunAsync(name, DifferentialLab.Host.RunAsync);

        // The reference crashes when it frees a message that it has sent.
        bool isComparable = !Crashed.Any(code => outcome.StartsWith(code, StringComparison.Ordinal));
        string expected = isComparable ? outcome + sent : sent;
        string actual = isComparable ? hostOutcome + hostSent : hostSent;

        if (Differences.TryGetValue(name, out string? reason))
            Assert.AreNotEqual(expected, actual, $"{name} is listed as a difference ({reason}), but the two agree");
        else
            Assert.AreEqual(expected, actual, name);
    }

    [TestMethod]
    public void Differences_EveryOne_NamesACase() =>
        Assert.AreEqual("", string.Join(' ', Differences.Keys.Except(DifferentialCase.Names(Folder), StringComparer.Ordinal)));

    private static async Task<(string Outcome, string Sent)> RunAsync(string name, Func<ScriptRun, Task<ScriptOutcome>> run)
    {
        await using var sink = new SmtpSink();
        using var folder = new TemporaryFolder("postern-sending");
        string program = Recorder(folder);
        var script = DifferentialCase.Read(Path.Combine(DifferentialLab.ReadableCases, "sending"), name);
        script = script with { Variables = [$"sink=smtp://127.0.0.1:{sink.Port}", $"program={program}"] };
        var outcome = await run(script);
        string described = outcome.Describe(script.Path)
            .Replace($"{sink.Port}", "PORT", StringComparison.Ordinal).Replace(folder.Path, "FOLDER", StringComparison.Ordinal);
        var sent = new StringBuilder();
        foreach (var message in sink.Messages)
            sent.Append($"\n{message.Sender} {string.Join(' ', message.Recipients)}\n{Encoding.Latin1.GetString(message.Content)}");
        return (described, sent.Append(File.ReadAllText(folder.Combine("record"), Encoding.Latin1)).ToString());
    }

    /// <summary>Keeps what it gets; the word <c>--</c>, which the reference does not give, is left out.</summary>
    private static string Recorder(TemporaryFolder folder)
    {
        string record = folder.Write("record", "");
        string program = folder.Write("program", $"#!/bin/sh\nfor word; do [ \"$word\" = -- ] || printf '[%s]\\n' \"$word\"; done >>{record}\ncat >>{record}\n");
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(record, Everybody | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        File.SetUnixFileMode(program, Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return program;
    }
}
