using System.Globalization;
using Postern.Daemon.Try;
using Postern.Testing.Client;
using Postern.Testing.Servers;

namespace Postern.Tests.Try;

[TestClass]
public sealed class TryCommandTests
{
    [TestMethod]
    public async Task Run_HeaderAdded_PrintsStagesAndMessage()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, _) => c == 'E' ? [.. ScriptedFilter.Frame('h', "X-Seen|yes|"), .. ScriptedFilter.Frame('a')]
                : c == 'L' ? [] : null,
            actions: 1, steps: 0x80);
        var (code, output, errors) = await RunAsync(
            "--socket", Socket(filter), "--from", "a@example.org", "--to", "b@example.net", "--header", "Subject: hello", "--body", "text");
        Assert.AreEqual(
            $"""
            connected to {Socket(filter)}: milter protocol version 6
              the filter may: AddHeaders
              steps:          NoReplyHeader

            connect  localhost [127.0.0.1]:0                  continue
            helo     localhost                                continue
            envfrom  <a@example.org>                          continue
            envrcpt  <b@example.net>                          continue
            data                                              continue
            header   From                                     (not answered, as agreed)
            header   To                                       (not answered, as agreed)
            header   Subject                                  (not answered, as agreed)
            eoh                                               continue
            body     6 bytes                                  continue
            eom                                               accept
              add header X-Seen: yes

            accepted, 1 change
            sender: <a@example.org>
            recipient: <b@example.net>

            From: a@example.org
            To: b@example.net
            Subject: hello
            X-Seen: yes

            text

            """, output);
        Assert.AreEqual("", errors);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Run_Diff_ShowsOnlyTheChange()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, _) => c == 'E' ? [.. ScriptedFilter.Frame('m', "|||\u0001Subject|new|"), .. ScriptedFilter.Frame('c')] : null);
        var (_, output, _) = await RunAsync(
            "--socket=" + Socket(filter), "--diff", "--from=a@b", "--to=c@d", "--header=Subject: old");
        StringAssert.EndsWith(output, """
            --- message as sent
            +++ message as changed
            @@ -1,5 +1,5 @@
             From: a@b
             To: c@d
            -Subject: old
            +Subject: new
             
             Hello.

            """);
    }

    [TestMethod]
    public async Task Run_Rejected_PrintsTheReplyAndExits1()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, _) => c == 'M' ? ScriptedFilter.Frame('y', "550 5.7.1 not here|") : null);
        var (code, output, _) = await RunAsync("--socket", Socket(filter));
        StringAssert.Contains(output, "envfrom  <sender@example.org>                     reject: 550 5.7.1 not here\n");
        StringAssert.EndsWith(output, "rejected at envfrom\n");
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    public async Task Run_MacrosOfTheCommandLine_AreSent()
    {
        await using var filter = ScriptedFilter.Continuing((_, _) => null);
        await RunAsync("--socket", Socket(filter), "--macro", "i=Q9", "--macro", "helo:tls_version=TLSv1.3");
        await filter.Quit;
        CollectionAssert.IsSubsetOf(
            new[] { "DH{tls_version}|TLSv1.3|", "DMf|sender@example.org|{mail_addr}|sender@example.org|i|Q9|" }, filter.Received.ToArray());
    }

    [TestMethod]
    public async Task Run_MessageFile_IsPlayedByteForByte()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m.eml", "Subject: caf\u00e9\r\n\r\n\u00ff\u0000\r\n");
        await using var filter = ScriptedFilter.Continuing((_, _) => null);
        var (code, _, _) = await RunAsync("--socket", Socket(filter), file);
        await filter.Quit;
        Assert.AreEqual(0, code);
        CollectionAssert.IsSubsetOf(new[] { "LSubject|caf\u00e9|", "B\u00ff|\r\n" }, filter.Received.ToArray());
    }

    [TestMethod]
    public async Task Run_NobodyListens_Exits69()
    {
        string socket = $"inet:{FreePort.Take().ToString(CultureInfo.InvariantCulture)}@127.0.0.1";
        var (code, _, errors) = await RunAsync("--socket", socket);
        Assert.AreEqual($"postern try: cannot connect to {socket}: Connection refused; is the filter running there?\n", errors);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task Run_NotAMilter_Exits76()
    {
        await using var server = new ScriptedFilter((_, _) => "220 mx ESMTP ready\r\n"u8.ToArray());
        var (code, _, errors) = await RunAsync("--socket", Socket(server));
        StringAssert.Contains(errors, "not a milter: a frame of 1 to 1048577 bytes was expected, what came begins with \"220 mx ESMTP ready..\"");
        Assert.AreEqual(76, code);
    }

    [TestMethod]
    [DataRow("unknown option --bogus; postern try --help lists the options", "--bogus")]
    [DataRow("--from needs a value", "--from")]
    [DataRow("--version: a number from 2 to 6 was expected, \"7\" came", "--version", "7")]
    [DataRow("--header \"no colon\": \"Name: value\" was expected", "--header", "no colon")]
    [DataRow("--macro \"x\": name=value or STAGE:name=value was expected", "--macro", "x")]
    [DataRow("--client \"mx[nowhere]\": NAME[ADDRESS] was expected, such as mail.example.org[192.0.2.1]", "--client", "mx[nowhere]")]
    [DataRow("one message is played at a time, a and b were given", "a", "b")]
    public async Task Run_WrongCommandLine_SaysWhatAndExits64(string text, params string[] arguments)
    {
        var (code, _, errors) = await RunAsync(arguments);
        Assert.AreEqual($"postern try: {text}\n", errors);
        Assert.AreEqual(64, code);
    }

    [TestMethod]
    public async Task Run_MessageMissing_Exits66()
    {
        var (code, _, errors) = await RunAsync("/nonexistent/message.eml");
        StringAssert.StartsWith(errors, "postern try: cannot read the message: ");
        Assert.AreEqual(66, code);
    }

    private static string Socket(ScriptedFilter filter) =>
        $"inet:{filter.Address.Port.ToString(CultureInfo.InvariantCulture)}@127.0.0.1";

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        int code = await TryCommand.RunAsync(arguments, output, errors, default);
        return (code, output.ToString(), errors.ToString());
    }
}
