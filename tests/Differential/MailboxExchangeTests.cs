using System.Globalization;
using Postern.Testing.Language;

namespace Postern.Differential.Tests;

/// <summary>Mailboxes that one of the two programs writes and the other reads, and one that several processes write at once.</summary>
[TestClass]
public sealed class MailboxExchangeTests
{
    private const string Writer = """
        require status
        func message(string text) returns number
        do
          number f tempfile()
          write(f, text)
          rewind(f)
          return message_from_stream(f)
        done
        func main(...) returns number
        do
          number m mailbox_open($1, "a+", "g=rw,o=rw")
          mailbox_append_message(m, message("From: joe@example.org\nSubject: one\n\nFrom here\n>From there\n\nlast\n"))
          mailbox_append_message(m, message("Return-Path: <joe@example.org>\nSubject: two\nStatus: RO\n\nno end"))
          mailbox_append_message(m, message("From: joe@example.org\nSubject: three\n\nblank lines\n\n\n"))
          mailbox_close(m)
          return 0
        done
        """;

    private const string Reader = """
        require status
        func main(...) returns number
        do
          number m mailbox_open($1)
          number c mailbox_messages_count(m)
          echo c
          number i 0
          loop for set i 1, while i <= c, set i i + 1
          do
            number g mailbox_get_message(m, i)
            echo message_find_header(g, "Subject") . " " . message_body_size(g) . " " . message_has_header(g, "Status")
            try do loop do echo "[" . message_read_body_line(g) . "]" done done catch e_eof do pass done
          done
          mailbox_close(m)
          return 0
        done
        """;

    // mailfromd waits for a lock for ten seconds, and gives up.
    private const string Appender = """
        require status
        func main(...) returns number
        do
          number i 0
          loop for set i 0, while i < $3, set i i + 1
          do
            number f tempfile()
            write(f, "From: joe@example.org\nSubject: " . $2 . " %i\n\nFrom %i\n")
            rewind(f)
            number g message_from_stream(f)
            number sent 0
            loop while not sent
            do
              try
              do
                number m mailbox_open($1, "a")
                mailbox_append_message(m, g)
                mailbox_close(m)
                set sent 1
              done
              catch e_failure do pass done
            done
            message_close(g)
            close(f)
          done
          return 0
        done
        """;

    private const UnixFileMode ForAll = (UnixFileMode)0x1FF;

    [TestMethod]
    [DataRow("mbox")]
    [DataRow("maildir")]
    [DataRow("mh")]
    public async Task Mailbox_WrittenByEither_ReadsAlikeInBoth(string kind)
    {
        foreach (var isOurs in new[] { false, true })
        {
            var url = Url(kind, isOurs ? "ours" : "theirs");
            var written = await RunAsync(isOurs, "writer", Writer, url);
            Assert.AreEqual((0, "", ""), (written.ExitCode, written.Output, written.Errors));

            // It may crash when it ends; what it says before counts.
            var theirs = await RunAsync(false, "reader", Reader, url);
            var ours = await RunAsync(true, "reader", Reader, url);

            Assert.AreEqual(theirs.Output, ours.Output);
            Assert.StartsWith("3\n", ours.Output);
            Assert.AreEqual(0, ours.ExitCode);
        }
    }

    [TestMethod]
    [DataRow("mbox")]
    [DataRow("maildir")]
    [DataRow("mh")]
    public async Task Append_ByTwoProcessesOfOurs_LosesNothing(string kind)
    {
        const int Each = 40;
        var url = Url(kind, "shared");
        Assert.AreEqual(0, (await RunAsync(true, "writer", Writer, url)).ExitCode);

        var outcomes = await Task.WhenAll(AppendAsync("one", Each), AppendAsync("two", Each));

        Assert.IsTrue(outcomes.All(static outcome => outcome.ExitCode == 0), outcomes[0].Errors + outcomes[1].Errors);
        Assert.StartsWith($"{3 + (2 * Each)}\n", (await RunAsync(true, "reader", Reader, url)).Output);

        Task<ScriptOutcome> AppendAsync(string name, int count) => DifferentialLab.Host.RunAsync(new ScriptRun(DifferentialLab.Write("appender.mfl", Appender))
        {
            NeedsProcess = true,
            Arguments = [url, name, count.ToString(CultureInfo.InvariantCulture)],
        });
    }

    private static Task<ScriptOutcome> RunAsync(bool isOurs, string name, string text, string url)
    {
        var run = new ScriptRun(DifferentialLab.Write(name + ".mfl", text)) { Arguments = [url] };
        return isOurs ? DifferentialLab.Host.RunAsync(run) : DifferentialLab.Reference.RunAsync(run);
    }

    // Where the unprivileged user of the reference may write, too.
    private static string Url(string kind, string writer)
    {
        var folder = DifferentialLab.MakeFolder($"{kind}-{writer}");
        File.SetUnixFileMode(folder, ForAll);
        if (kind != "mbox")
            Directory.CreateDirectory($"{folder}/box", ForAll);
        if (kind == "maildir")
        {
            foreach (var name in new[] { "tmp", "new", "cur" })
                File.SetUnixFileMode(Directory.CreateDirectory($"{folder}/box/{name}").FullName, ForAll);
        }

        if (kind != "mbox")
            File.SetUnixFileMode($"{folder}/box", ForAll);
        return $"{kind}://{folder}/box";
    }
}
