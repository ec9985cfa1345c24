using Postern.Testing.Client;

namespace Postern.Tools.Mtasim.Tests.Filter;

/// <summary>What goes to the filter, frame by frame.</summary>
[TestClass]
public sealed class FilterDialogueTests
{
    private const string Message = "EHLO a\nMAIL FROM:<a@x>\nRCPT TO:<b@y>\nDATA\nSubject: s\n t\n\nbody\n.\n";

    [TestMethod]
    public async Task Session_WholeMessage_SendsEveryStage()
    {
        await using var filter = ScriptedFilter.Continuing(static (_, _) => null);

        await DialogueAsync(filter, "\\Di=Q\n\\Sinet h 192.0.2.1 25\n" + Message + "QUIT\n");

        CollectionAssert.AreEqual(
            new[]
            {
                "Ch|4\u0000\u0019192.0.2.1|".Replace('\0', '|'), "Ha|", "M<a@x>|", "R<b@y>|", "T", "LSubject|s\n t|", "N", "Bbody\r\n", "E", "Q",
            },
            filter.Received.Where(static frame => frame[0] is not ('O' or 'D')).ToArray());
        CollectionAssert.AreEqual(
            new[] { "DCi|Q|", "DHi|Q|s|a|" }, filter.Received.Where(static frame => frame[0] == 'D').Take(2).ToArray());
    }

    [TestMethod]
    public async Task Session_EndsInMessage_AbortsIt()
    {
        await using var filter = ScriptedFilter.Continuing(static (_, _) => null);

        await DialogueAsync(filter, "EHLO a\nMAIL FROM:<a@x>\n");

        CollectionAssert.AreEqual(new[] { "A", "Q" }, filter.Received.TakeLast(2).ToArray());
    }

    [TestMethod]
    public async Task Expectation_FailsInMessage_AbortsIt()
    {
        await using var filter = ScriptedFilter.Continuing(static (_, _) => null);

        var (_, errors, code) = await MtasimRun.RunAsync("EHLO a\n\\E5\nMAIL FROM:<a@x>\n", "-X", MtasimRun.Url(filter));
        await filter.Quit.WaitAsync(MtasimRun.Limit);

        CollectionAssert.AreEqual(new[] { "A", "Q" }, filter.Received.TakeLast(2).ToArray());
        Assert.AreEqual("mtasim: expected 5.., but got 250\n", errors);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    public async Task Steps_NotWanted_AreNotSent()
    {
        await using var filter = ScriptedFilter.Continuing(
            static (c, _) => c == 'L' ? [] : null, steps: 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x40 | 0x200 | 0x80);

        await DialogueAsync(filter, Message + "QUIT\n");

        CollectionAssert.AreEqual(
            new[] { "LSubject|s\n t|", "E", "Q" }, filter.Received.Where(static frame => frame[0] is not ('O' or 'D')).ToArray());
    }

    [TestMethod]
    public async Task Skip_InBody_SendsNoMoreOfIt()
    {
        await using var filter = ScriptedFilter.Continuing(static (c, _) => c == 'B' ? ScriptedFilter.Frame('s') : null, steps: 0x400);

        string replies = await DialogueAsync(filter, Message, "--body-chunk=2");

        Assert.AreEqual(1, filter.Received.Count(static frame => frame[0] == 'B'));
        Assert.IsTrue(filter.Received.Contains("E"));
        StringAssert.EndsWith(replies, "250 Mail accepted for delivery\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Overrides_OfTheOffer_AreOffered()
    {
        byte[] offer = [];
        await using var filter = ScriptedFilter.Continuing(
            (c, payload) =>
            {
                if (c == 'O')
                    offer = payload;
                return null;
            },
            actions: 0,
            version: 4);

        await DialogueAsync(filter, "QUIT\n", "--milter-version=4", "--milter-actions=0x3", "--milter-proto=017");

        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 15 }, offer);
    }

    [TestMethod]
    public async Task Texts_WithNul_NeverReachAFrame()
    {
        await using var filter = ScriptedFilter.Continuing(static (_, _) => null);

        string replies = await DialogueAsync(
            filter, "HELO a\nMAIL FROM:<a\0b@x>\nMAIL FROM:<a@x> A=\0\n\\Da=\0\nMAIL FROM:<a@x>\nRCPT TO:<b@y>\nDATA\nA: b\0c\rd\n\nbo\0dy\n.\n");

        StringAssert.StartsWith(
            replies, "250 pleased to meet you\n501 Syntax error\n501 Syntax error\n501 Syntax error\n250 Sender OK\n", StringComparison.Ordinal);
        CollectionAssert.Contains(filter.Received.ToArray(), "LA|bc\rd|");
        CollectionAssert.Contains(filter.Received.ToArray(), "Bbo|dy\r\n");
    }

    [TestMethod]
    public async Task Unknown_CommandRefusedByFilter_GetsItsReply()
    {
        await using var filter = ScriptedFilter.Continuing(static (c, _) => c == 'U' ? ScriptedFilter.Frame('y', "521 5.5.1 go away|") : null);

        string replies = await DialogueAsync(filter, "FOO\nHELO a\nFOO bar\nQUIT\n");

        Assert.AreEqual("503 Polite people say HELO first\n250 pleased to meet you\n521 5.5.1 go away\n221 Done\n", replies);
        CollectionAssert.Contains(filter.Received.ToArray(), "UFOO bar|");
    }

    [TestMethod]
    public async Task Changes_OfEveryKind_AreShown()
    {
        byte[][] changes =
        [
            ScriptedFilter.Frame('h', "X-Added|one|"), ScriptedFilter.Frame('i', "|||\u0000X-First|two|".Replace('\u0000', '|')),
            ScriptedFilter.Frame('m', "|||\u0001Subject|new|"), ScriptedFilter.Frame('+', "<c@z>|"), ScriptedFilter.Frame('-', "<b@y>|"),
            ScriptedFilter.Frame('e', "<n@m>|RET=HDRS|"), ScriptedFilter.Frame('b', "changed\r\n"), ScriptedFilter.Frame('q', "held back|"),
            ScriptedFilter.Frame('c'),
        ];
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'E' ? [.. changes.SelectMany(static change => change)] : null);

        string replies = await DialogueAsync(filter, Message + "\\M\nQUIT\n");

        StringAssert.EndsWith(
            replies,
            """
            250 Mail accepted for delivery
            220-Sender: <n@m> RET=HDRS
            220-Recipient: <c@z>
            220-Quarantine: held back
            220-
            220-X-First: two
            220-Subject: new
            220-X-Added: one
            220-
            220-changed
            220 End of message
            221 Done

            """,
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task PacketLog_Verbose_TellsFramesAndActions()
    {
        await using var filter = ScriptedFilter.Continuing(static (c, _) => c == 'R' ? ScriptedFilter.Frame('y', "550 5.1.1 no such user|") : null);

        var (_, errors, _) = await MtasimRun.RunAsync("HELO a\nMAIL FROM:<a@x>\nRCPT TO:<b@y>\nQUIT\n", "-v", "-X", MtasimRun.Url(filter));

        foreach (string line in new[]
        {
            $"Gacopyz DEBUG: connecting to {MtasimRun.Url(filter)}", "Gacopyz DEBUG: send header: size=12, cmd=O", "Gacopyz DEBUG: send data",
            "Gacopyz DEBUG: read header: size=0, cmd=c", "Gacopyz DEBUG: action=connect, continue", "Gacopyz DEBUG: read header: size=23, cmd=y",
            "Gacopyz DEBUG: action=rcpt, reject=550 5.1.1 no such user", "Gacopyz: to=<b@y>, reply=550 5.1.1 no such user",
            "Gacopyz DEBUG: send header: size=0, cmd=Q",
        })
            StringAssert.Contains(errors, line + "\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task PacketLog_Protocol_ShowsBytes()
    {
        await using var filter = ScriptedFilter.Continuing(static (_, _) => null);

        var (_, errors, _) = await MtasimRun.RunAsync("HELO a\nMAIL FROM:<aa@example.test>\nQUIT\n", "--gacopyz-log=proto", "-X", MtasimRun.Url(filter));

        StringAssert.Contains(
            errors, "Gacopyz PROTO: send data: 00 00 00 06 00 00 01 FF  00 1F FF FF               ........ ....\n", StringComparison.Ordinal);
        StringAssert.Contains(
            errors, "Gacopyz PROTO: send data: 3C 61 61 40 65 78 61 6D  70 6C 65 2E 74 65 73 74   <aa@exam ple.test\n", StringComparison.Ordinal);
    }

    /// <summary>The replies, when the filter has seen all.</summary>
    private static async Task<string> DialogueAsync(ScriptedFilter filter, string input, params IEnumerable<string> options)
    {
        string replies = await MtasimRun.RepliesAsync(filter, input, options);
        await filter.Quit.WaitAsync(MtasimRun.Limit);
        return replies;
    }
}
