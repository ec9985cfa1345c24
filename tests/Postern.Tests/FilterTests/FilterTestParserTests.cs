using System.Text;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Milter;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.FilterTests.Parsing;

namespace Postern.Tests.FilterTests;

[TestClass]
public sealed class FilterTestParserTests : IDisposable
{
    private readonly TestLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    [DataRow("filtre x", 4, "the statement `filtre' is unknown; did you mean `filter'?")]
    [DataRow("xyz", 4, "the statement `xyz' is unknown; there are test filter setvar clock timeout dns record database client session helo macro from to header body message wait expect")]
    [DataRow("| text", 4, "no text is expected here; a line with | follows message, expect message or expect body")]
    [DataRow("filter nowhere.mfl", 4, "the filter DIR/nowhere.mfl does not exist; its path counts from the test file's folder")]
    [DataRow("filter", 4, "the filter's file was expected, the line ends")]
    [DataRow("setvar x", 4, "the variable's value was expected, the line ends")]
    [DataRow("setvar x 1 2", 4, "the end of the line was expected, `2' follows; a text of several words stands in quotes")]
    [DataRow("setvar x \"1", 4, "the text \"1 has no closing quote")]
    [DataRow("setvar x \"\\q\"", 4, "`\\q' means nothing in a text; there are \\\" \\\\ \\n \\r \\t and \\xHH")]
    [DataRow("setvar x \"a\\x00\"", 4, "`\\x' means nothing in a text; there are \\\" \\\\ \\n \\r \\t and \\xHH")]
    [DataRow("setvar x \"a\"b", 4, "a blank was expected after the closing \", `b' follows")]
    [DataRow("clock tomorrow", 4, "a time such as 2026-03-01 10:30:00 (UTC) was expected, `tomorrow' stands there")]
    [DataRow("timeout soon", 4, "expected a number in the time interval, found `soon'")]
    [DataRow("timeout 0", 4, "a time above zero was expected")]
    [DataRow("dns a.example", 4, "a type of records, or NXDOMAIN, SERVFAIL, TIMEOUT, REFUSED, NODATA, AUTHENTIC was expected, the line ends")]
    [DataRow("dns a.example AAA ::1", 4, "the type of DNS records `AAA' is unknown; did you mean `aaaa'?")]
    [DataRow("dns a.example A ::1", 4, "an IPv4 address was expected, `::1' stands there")]
    [DataRow("dns a.example MX mail", 4, "a preference from 0 to 65535 was expected, `mail' stands there")]
    [DataRow("record db key", 4, "the record's value was expected, the line ends")]
    [DataRow("database db", 4, "`unavailable' was expected after the database's name; the line ends")]
    [DataRow("database db gone", 4, "`unavailable' was expected after the database's name; `gone' stands there")]
    [DataRow("client mail [192.0.2.300]", 4, "NAME [ADDRESS] PORT was expected, such as mail.example.org [192.0.2.1] 25123; `mail[192.0.2.300]' stands there")]
    [DataRow("macro evnfrom a b", 4, "the stage `evnfrom' is unknown; did you mean `envfrom'?")]
    [DataRow("header Subject", 4, "NAME: VALUE was expected, `Subject' stands there")]
    [DataRow("message nowhere.eml", 4, "the file DIR/nowhere.eml cannot be read: Could not find file 'DIR/nowhere.eml'.")]
    [DataRow("expect", 4, "what is expected (reply header added changed removed from to body message unchanged quarantine log record) was expected, the line ends")]
    [DataRow("expect repli accept", 4, "the expectation `repli' is unknown; did you mean `reply'?")]
    [DataRow("expect no reply", 4, "expect no reply cannot be said; no goes with header added changed removed quarantine log record")]
    [DataRow("expect reply acept", 4, "the stage or verdict `acept' is unknown; did you mean `accept'?")]
    [DataRow("expect reply envfrom rejected", 4, "the verdict `rejected' is unknown; did you mean `reject'?")]
    [DataRow("expect reply continue", 4, "a message does not end with continue: accept was expected, or a stage before it")]
    [DataRow("expect reply helo discard", 4, "there is no message to discard at helo, so this can never match")]
    [DataRow("expect reply envfrom reject 451", 4, "reject has codes that begin with 5, so 451 can never match")]
    [DataRow("expect reply tempfail 451 5.7.1", 4, "tempfail has codes that begin with 4, so 5.7.1 can never match")]
    [DataRow("expect reply accept 250", 4, "accept has neither a code nor a text, so this can never match")]
    [DataRow("expect reply envrcpt <x@y> reject", 4, "the message has no recipient <x@y>, so this can never match; it has <recipient@example.net>")]
    [DataRow("expect header Subject hello", 4, "`Subject: VALUE' or a /pattern/ was expected, `hello' follows the name")]
    [DataRow("expect log \"\"", 4, "the empty text is part of every text: a check that cannot fail")]
    [DataRow("expect log /x*/", 4, "the pattern /x*/ matches every text: a check that cannot fail")]
    [DataRow("expect log /(/", 4, "the pattern /(/ is wrong: Unmatched ( or \\(")]
    [DataRow("expect log /x", 4, "the pattern /x has no closing slash")]
    [DataRow("expect body", 4, "the text that expect body speaks of was expected below it, in lines that begin with |")]
    [DataRow("wait 5m\nexpect reply accept", 5, "a message was expected after wait; it begins with from")]
    [DataRow("from a\nwait 5m", 5, "wait stands between messages: after what is expected of one, before the next")]
    [DataRow("from a\nexpect reply accept\nheader X: y", 6, "header stands before what is expected; the next message begins with from")]
    [DataRow("message\n| X: y\n|\nheader X: y", 7, "the message has its text already, from message; header cannot add to it")]
    [DataRow("from a\ndns a A 192.0.2.1", 5, "dns holds for the whole test: it stands before the first message")]
    [DataRow("from a\nhelo b", 5, "helo stands before the first message of a session; session or client begins the next one")]
    [DataRow("from a\nto b c\nexpect reply envrcpt reject", 6, "the message has several recipients: say which one, as in expect reply envrcpt <you@example.net> reject")]
    [DataRow("test \"one\"", 4, "there is a test \"one\" above; give this one another name")]
    public void Read_WrongLine_IsReportedWithItsPlace(string lines, int line, string text)
    {
        FilterTestFile file = Read($"filter accepts.mfl\ntest \"one\"\n#\n{lines}\n");

        string expected = $"DIR/t.test:{line}: {text}";
        string[] got = [.. file.Problems.Select(problem => problem.ToString().Replace(_lab.Path, "DIR", StringComparison.Ordinal))];
        CollectionAssert.Contains(got, expected, string.Join('\n', got));
        Assert.IsEmpty(file.Tests);
    }

    [TestMethod]
    [DataRow("expect reply envfrom reject\nexpect reply eom accept", "line 3: eom is not reached")]
    [DataRow("expect reply envfrom reject 550\nexpect reply envfrom reject 551", "line 3: there is one reply")]
    [DataRow("expect reply tempfail\nexpect added X: y", "line 3: the message is not accepted, so nothing of it is changed")]
    [DataRow("expect body \"x\"\nexpect reply discard", "line 3: the message is not accepted, so nothing of it is changed")]
    [DataRow("expect reply envfrom tempfail\nexpect reply reject", "line 3: the message is decided there")]
    [DataRow("expect header X\nexpect no header x", "line 3: the one excludes the other")]
    [DataRow("expect no quarantine\nexpect quarantine \"x\"", "line 3: the one excludes the other")]
    [DataRow("expect log \"x\"\nexpect no log \"x\"", "line 3: the one excludes the other")]
    [DataRow("expect no record db k\nexpect record db k v", "line 3: the one excludes the other")]
    public void Read_ExpectationsThatExcludeEachOther_AreReported(string lines, string text)
    {
        FilterTestFile file = Read($"filter accepts.mfl\ntest \"one\"\n{lines}\n");

        Assert.AreEqual($"it can never match together with {text}", file.Problems.Single().Text);
        Assert.AreEqual(4, file.Problems.Single().Line);
    }

    [TestMethod]
    [DataRow("expect header X: a\nexpect no header X: b")]
    [DataRow("expect reply envfrom continue\nexpect reply reject")]
    [DataRow("to b c\nexpect reply envrcpt <b> reject\nexpect reply accept\nexpect to c")]
    public void Read_ExpectationsThatGoTogether_AreTaken(string lines) =>
        Assert.IsEmpty(Read($"filter accepts.mfl\ntest \"one\"\n{lines}\n").Problems);

    [TestMethod]
    [DataRow("filter accepts.mfl\ntest \"one\"\nfrom a\n", 2, "the test \"one\" expects nothing: a check that cannot fail; add an expect")]
    [DataRow("test \"one\"\nexpect reply accept\n", 1, "the test \"one\" has no filter; filter FILE stands in it, or before the first test")]
    [DataRow("filter accepts.mfl\ntest \"one\"\nexpect reply accept\nwait 5m\n", 4, "nothing follows the wait; it stands before the next message")]
    [DataRow("filter accepts.mfl\ntest \"one\"\nexpect reply accept\nsession\n", 2, "a session of the test \"one\" has neither a message nor an expectation")]
    [DataRow("filter accepts.mfl\nexpect reply accept\ntest \"one\"\nexpect reply accept\n", 2, "expect belongs in a test, which begins with test \"NAME\"")]
    [DataRow("# nothing\n", 0, "there is no test in it; a test begins with test \"NAME\"")]
    [DataRow("", 0, "there is no test in it; a test begins with test \"NAME\"")]
    public void Read_TestThatIsNone_IsReported(string content, int line, string text)
    {
        FileProblem problem = Read(content).Problems.Single();

        Assert.AreEqual((line, text), (problem.Line, problem.Text));
    }

    [TestMethod]
    public void Read_HostileBytes_EndInProblems()
    {
        var random = new Random(5);
        byte[] content = new byte[20_000];
        random.NextBytes(content);

        FilterTestFile file = FilterTestParser.Read("t.test", content);

        Assert.IsNotEmpty(file.Problems);
        Assert.IsLessThan(60, file.Problems.Count);
    }

    [TestMethod]
    public void Read_WholeFile_IsUnderstood()
    {
        FilterTestFile file = Read("""
            # for all tests
            filter accepts.mfl
            setvar limit "1\x41\n"
            clock 2026-03-01 10:30
            helo mx.example.org
            macro daemon_name mx
            dns Example.ORG. MX 10 mail.example.org.
            dns 192.0.2.1 PTR mail.example.org
            dns 2001:db8::1 PTR six.example.org
            dns down.example TXT SERVFAIL
            record sqlite://seen.db "a key" value for 5 minutes
            database gone unavailable

            test "one"
              client mail.example.org [192.0.2.1] 25123
              macro envfrom auth_authen "me"
              from friend@example.org SIZE=10
              to you@example.net <me@example.net>
              header Subject: hello
              body first
              body "second\ttab"
              expect reply accept
              wait 1h
              from <>
              expect reply envrcpt tempfail
              session
              expect unchanged
            test "two"
              timeout 3
              expect no header X
            """);

        Assert.IsEmpty(file.Problems, string.Join('\n', file.Problems));
        FilterTest test = file.Tests[0];
        TestSettings settings = test.Settings;
        Assert.AreEqual(KeyValuePair.Create("limit", "1A\n"), settings.Variables.Single());
        Assert.AreEqual(new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.Zero), settings.Clock);
        Assert.AreEqual(new DnsRecord(DnsRecordType.MX, "example.org", 10, "mail.example.org", TimeSpan.FromHours(1)), settings.Zone[0].Record);
        Assert.AreEqual("1.2.0.192.in-addr.arpa", settings.Zone[1].Name);
        Assert.AreEqual("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", settings.Zone[2].Name);
        Assert.AreEqual(new ZoneEntry("down.example", DnsRecordType.Txt, null, DnsStatus.ServerFailure), settings.Zone[3]);
        Assert.AreEqual(new StoredRecord("seen.db", "a key", "value", TimeSpan.FromMinutes(5)), settings.Records.Single());
        CollectionAssert.Contains(settings.Unavailable.ToArray(), "gone");
        Assert.HasCount(2, test.Sessions);
        TestClient client = test.Sessions[0].Client;
        Assert.AreEqual(("mail.example.org", "192.0.2.1", (ushort)25123, "mx.example.org"), (client.HostName, client.Address, client.Port, client.Helo));
        CollectionAssert.AreEqual(new[] { MilterStage.None, MilterStage.Mail }, client.Macros.Select(static macro => macro.Stage).ToArray());
        TestMessage message = test.Sessions[0].Messages[0];
        Assert.AreEqual("<friend@example.org>", message.Sender);
        Assert.AreEqual("From: friend@example.org\r\nTo: you@example.net, me@example.net\r\nSubject: hello\r\n\r\nfirst\r\nsecond\ttab\r\n",
            Encoding.Latin1.GetString(message.Build().ToArray()));
        Assert.AreEqual(TimeSpan.FromHours(1), test.Sessions[0].Messages[1].Wait);
        Assert.AreEqual("mail.example.org", test.Sessions[1].Client.HostName);
        Assert.AreEqual(TimeSpan.FromSeconds(3), file.Tests[1].Settings.Limit);
    }

    [TestMethod]
    public void Read_RecordWithNul_HoldsIt()
    {
        FilterTestFile file = Read("filter accepts.mfl\ntest \"one\"\n  record a.db \"root\\x00\" \"\\x01\\x00\"\n  expect unchanged\n");

        Assert.IsEmpty(file.Problems, string.Join('\n', file.Problems));
        Assert.AreEqual(new StoredRecord("a.db", "root\0", "\x01\0", null), file.Tests[0].Settings.Records.Single());
    }

    private FilterTestFile Read(string content) => FilterTestParser.ReadFile(_lab.Write("t.test", content));
}
