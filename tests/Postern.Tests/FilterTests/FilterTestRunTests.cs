namespace Postern.Tests.FilterTests;

/// <summary>Whole runs: a filter, a test file, and what is reported.</summary>
[TestClass]
public sealed class FilterTestRunTests : IDisposable
{
    private readonly TestLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Run_ReplyIsAnother_ShowsBothAndTheFiltersLine()
    {
        (int code, string output) = await _lab.RunFilterAsync(
            "prog envfrom\ndo\n  tempfail 451 4.7.1 \"later\"\ndone\n",
            "test \"one\"\n  expect reply envfrom reject 550 \"never\"\n");

        Assert.AreEqual("""
            DIR/t.test
              FAILED  one
                DIR/t.test:3: expect reply envfrom reject 550 "never"
                  expected  reject: 550 "never"
                  got       tempfail: 451 4.7.1 later
                  the filter's last action: DIR/f.mfl:3: tempfail 451 4.7.1 later

            0 passed, 1 failed

            """, output);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    public async Task Run_MessageIsAnother_ShowsTheDiff()
    {
        (_, string output) = await _lab.RunFilterAsync(
            "prog eom do add \"X-Seen\" \"yes\" replbody(\"new\\r\\n\") done\n",
            """
            test "one"
              message
              | Subject: a
              |
              | old
              expect message
              | Subject: a
              | X-Seen: no
              |
              | new
              expect body
              | old
              expect body "older"
              expect unchanged
            """);

        Assert.AreEqual("""
            DIR/t.test
              FAILED  one
                DIR/t.test:7: expect message
                  expected  the message of the test
                  got       another message
                  --- message expected
                  +++ message got
                  @@ -1,4 +1,4 @@
                   Subject: a
                  -X-Seen: no
                  +X-Seen: yes
                   
                   new
                  the filter's last action: DIR/f.mfl:1: ADD HEADER X-Seen yes
                DIR/t.test:12: expect body
                  expected  the body of the test
                  got       another body
                  --- body expected
                  +++ body got
                  @@ -1,1 +1,1 @@
                  -old
                  +new
                  the filter's last action: DIR/f.mfl:1: ADD HEADER X-Seen yes
                DIR/t.test:14: expect body "older"
                  expected  body: a text that contains "older"
                  got       new
                  the filter's last action: DIR/f.mfl:1: ADD HEADER X-Seen yes
                DIR/t.test:15: expect unchanged
                  expected  no change
                  got       add header X-Seen: yes
                            replace body by 5 bytes
                  --- message as sent
                  +++ message as changed
                  @@ -1,3 +1,4 @@
                   Subject: a
                  +X-Seen: yes
                   
                  -old
                  +new
                  the filter's last action: DIR/f.mfl:1: ADD HEADER X-Seen yes

            0 passed, 1 failed

            """, output);
    }

    [TestMethod]
    [DataRow("expect header X-A: 1", "the field X-A with \"1\"", "X-A: 2")]
    [DataRow("expect header X-B", "the field X-B", "no X-B is in the message; the fields are Subject, To, X-A, X-C")]
    [DataRow("expect no header X-A", "no field X-A", "X-A: 2")]
    [DataRow("expect added X-A", "the field X-A added", "no X-A was added; the message has X-A: 2")]
    [DataRow("expect changed X-C", "the field X-C changed", "no X-C was changed; the message has X-C: new")]
    [DataRow("expect changed X-A /^3/", "the field X-A with a text that matches /^3/ changed", "X-A: 2")]
    [DataRow("expect no changed X-A", "no field X-A changed", "X-A: 2")]
    [DataRow("expect removed To", "the field To removed", "no To was removed; the message has To: c")]
    [DataRow("expect no removed X-D: gone", "no field X-D with \"gone\" removed", "X-D: gone")]
    [DataRow("expect from <b>", "<b>", "<a>")]
    [DataRow("expect from a SIZE=1", "<a> SIZE=1", "<a> SIZE=2")]
    [DataRow("expect to c", "<c>", "<c> <d>")]
    [DataRow("expect no quarantine", "no quarantine", "quarantine: held")]
    [DataRow("expect quarantine /other/", "quarantine with a text that matches /other/", "quarantine: held")]
    [DataRow("expect log \"bye\"", "a line in the log with a text that contains \"bye\"", "TEST1: hello")]
    [DataRow("expect no log /h.l/i", "no line in the log with a text that matches /h.l/i", "TEST1: hello")]
    [DataRow("expect record db key", "the record \"key\" in db", "db holds no record")]
    [DataRow("expect reply connect accept", "accept", "continue: the filter has no handler connect, so the MTA does not ask it there")]
    [DataRow("expect reply tempfail 450", "tempfail: 450", "accept, without a code: the MTA uses its own reply, at eom")]
    [DataRow("expect reply envfrom accept", "accept", "continue")]
    public async Task Run_ExpectationThatDoesNotHold_SaysWhatCame(string expectation, string expected, string got)
    {
        (int code, string output) = await _lab.RunFilterAsync(
            """
            prog envfrom do if $1 = "<z>" reject fi done
            prog eom
            do
              echo "hello"
              replace "X-A" "2"
              delete "X-D"
              add "X-C" "new"
              quarantine("held")
              rcpt_add("d")
              accept
            done
            """,
            $"""
            test "one"
              from a SIZE=2
              to c
              message
              | Subject: s
              | To: c
              | X-A: 1
              | X-D: gone
              |
              | text
              {expectation}
            """);

        StringAssert.Contains(output, $"  expected  {expected}\n", StringComparison.Ordinal);
        StringAssert.Contains(output, $"  got       {got}\n", StringComparison.Ordinal);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    [DataRow("expect reply envrcpt <b> reject 550 5.1.1 \"no\\nway\"")]
    [DataRow("expect reply envrcpt c continue")]
    [DataRow("expect reply accept")]
    [DataRow("expect reply connect continue")]
    [DataRow("expect to c")]
    [DataRow("expect no log /RUNTIME/")]
    [DataRow("expect header Subject: a fold")]
    [DataRow("expect body /x+/")]
    public async Task Run_ExpectationThatHolds_Passes(string expectation)
    {
        (int code, string output) = await _lab.RunFilterAsync(
            "prog envrcpt do if $1 = \"<b>\" reject 550 5.1.1 \"no\\nway\" fi done\nprog eom do accept done\n",
            $"""
            test "one"
              to b c
              message
              | Subject: a
              |  fold
              |
              | xxx
              {expectation}
            """);

        Assert.AreEqual("DIR/t.test\n  ok      one\n\n1 passed, 0 failed\n", output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Run_EndlessLoop_FailsWithItsPlaceAndTheNextTestRuns()
    {
        (int code, string output) = await _lab.RunFilterAsync(
            "prog envfrom\ndo\n  if $1 = \"<loop>\"\n    loop do pass done\n  fi\ndone\n",
            "test \"one\"\n  timeout 1s\n  from loop\n  expect reply tempfail\ntest \"two\"\n  from a\n  expect reply accept\n");

        Assert.AreEqual("""
            DIR/t.test
              FAILED  one
                DIR/t.test:4: the filter did not come to an end within 1 s
                  TEST1: server test session 1: the filter's time at Mail is up, it is told to stop
                  TEST1: RUNTIME ERROR near DIR/f.mfl:4: the time allowed for the handler is over
                  TEST1: execution of the filter program was not finished
              ok      two

            1 passed, 1 failed

            """, output);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    [DataRow("prog startup do loop do pass done done", "timeout 1s", "RUNTIME ERROR near DIR/f.mfl:1: the time allowed for the handler is over")]
    [DataRow("require status prog startup do throw e_failure \"no\" done", "", "RUNTIME ERROR near DIR/f.mfl:1: uncaught exception e_failure: no")]
    public async Task Run_StartupThatFails_BreaksTheTest(string startup, string limit, string error)
    {
        (int code, string output) = await _lab.RunFilterAsync(
            startup + "\nprog eom do accept done\n", limit + "\ntest \"one\"\n  expect reply accept\n");

        Assert.AreEqual(
            $"DIR/t.test\n  BROKEN  one\n    DIR/t.test:3: the startup handler of the filter failed\n      {error}\n"
            + "      execution of the filter program was not finished\n\n0 passed, 0 failed, 1 broken\n", output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Run_FilterThatDoesNotCompile_ShowsTheDiagnosticsAndTheNextFileRuns()
    {
        _lab.Write("a.test", "filter wrong.mfl\ntest \"one\"\n  expect reply accept\n");
        _lab.Write("wrong.mfl", "prog envfrom\ndo\n  reject 450 \"x\"\ndone\n");
        _lab.Write("b.test", "filter accepts.mfl\ntest \"two\"\n  expect reply accept\n");

        (int code, string output) = await _lab.RunAsync(_lab.Path);

        string[] lines = output.Split('\n');
        CollectionAssert.AreEqual(
            new[] { "DIR/a.test", "  BROKEN  one", "    DIR/a.test:2: the filter DIR/wrong.mfl cannot be used" }, lines[..3]);
        StringAssert.StartsWith(lines[3], "      DIR/wrong.mfl:3.", StringComparison.Ordinal);
        StringAssert.EndsWith(output, "DIR/b.test\n  ok      two\n\n1 passed, 0 failed, 1 broken\n", StringComparison.Ordinal);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Run_SleepAndTimeOuts_FollowTheTestsClock()
    {
        (int code, string output) = await _lab.RunFilterAsync(
            """
            prog startup do sleep(2) done
            prog envfrom
            do
              if $1 = "<long>"
                sleep(3600)
              fi
              sleep(20)
              echo "it is " . strftime('%d.%m. %H:%M:%S', time(), 1)
            done
            """,
            """
            test "the clock"
              clock 2026-03-01 10:00
              expect log "it is 01.03. 10:00:22"
              wait 1d
              session
              from <b>
              expect log "it is 02.03. 10:00:42"
            test "beyond the host's time-out"
              from <long>
              expect reply envfrom tempfail 410
              expect log "the time allowed for the handler is over"
            """);

        Assert.AreEqual("DIR/t.test\n  ok      the clock\n  ok      beyond the host's time-out\n\n2 passed, 0 failed\n", output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Run_LongWaitWithinASession_IsWhatTheHostDoes()
    {
        (_, string output) = await _lab.RunFilterAsync(
            "prog eom do accept done\n", "test \"one\"\n  from a\n  expect reply accept\n  wait 3h\n  from b\n  expect reply accept\n");

        StringAssert.Contains(
            output,
            "DIR/t.test:6: the conversation with the filter broke off: the filter closed the connection while a command was sent: Connection reset by peer; "
            + "the host ends a session that is silent for two hours: after such a wait begin another one with session\n",
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Run_SessionRefusedAtConnect_DecidesEveryMessage()
    {
        (int code, string output) = await _lab.RunFilterAsync(
            """
            number sessions 0
            prog connect
            do
              echo "from $1 $2 $4:$3 by ${daemon_name}"
              if $4 = "192.0.2.1"
                reject 554 5.7.1 "not you"
              fi
            done
            prog helo do echo "helo $1" done
            prog end do echo "it ends" done
            """,
            """
            macro connect daemon_name "mx"
            test "one"
              client bad.example [192.0.2.1] 99
              expect reply connect reject 554 5.7.1 "not you"
              expect log "from bad.example 2 192.0.2.1:99 by mx"
              from a
              expect reply reject 554
              expect log "it ends"
              client six.example [2001:db8::1] 98
              helo six
              expect reply accept
              expect log "from six.example 3 2001:db8::1:98 by mx"
              expect log "helo six"
            """);

        Assert.AreEqual("DIR/t.test\n  ok      one\n\n1 passed, 0 failed\n", output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Run_DnsAndDatabases_AreTheTests()
    {
        string plugins = _lab.AddZoneAndTables();
        (int code, string output) = await _lab.RunFilterAsync(
            """
            require status
            prog envfrom
            do
              echo fixture_lookup("Example.org.", "MX")
              echo fixture_lookup("www.example.org", "A")
              echo fixture_lookup("org", "A")
              echo fixture_lookup("nowhere.example", "A")
              echo fixture_lookup("bad.example", "A")
              echo fixture_lookup("half.example", "TXT") . "/" . fixture_lookup("half.example", "A")
              number before time()
              echo fixture_lookup("silent.example", "A") . " after " . (time() - before)
              echo fixture_lookup("4.3.2.1.in-addr.arpa", "PTR")
              echo fixture_lookup("circle.example", "A")
              fixture_put("sqlite://seen.db", $1, "yes", 60)
              echo "count " . fixture_count("postgres://counts", "all")
              echo "given " . fixture_get("gdbm://given", "key")
              try do fixture_put("sqlite://gone.db", "a", "b") done
              catch e_dbfailure do echo "caught $2" done
              try do echo fixture_get("sqlite://none.db", "a") done
              catch e_dbfailure do echo "caught $2" done
            done
            """,
            """
            dns example.org MX 10 mx.example.org
            dns www.example.org CNAME host.example.org
            dns host.example.org A 192.0.2.1
            dns host.example.org AUTHENTIC
            dns bad.example SERVFAIL
            dns half.example TXT "v=spf1 -all"
            dns half.example A REFUSED
            dns silent.example TIMEOUT
            dns 1.2.3.4 PTR one.example
            dns circle.example CNAME circle.example
            record given key "the value" for 1m
            database gone.db unavailable

            test "one"
              from a
              expect log "Success 10 mx.example.org"
              expect log "Success authentic 192.0.2.1"
              expect log "TEST1: NoData"
              expect log "TEST1: NameError"
              expect log "TEST1: ServerFailure"
              expect log "Success v=spf1 -all/Refused"
              expect log "TimedOut after 5"
              expect log "Success one.example"
              expect log "ChainTooLong"
              expect log "given the value"
              expect log "caught the database gone.db is unavailable: the test says so"
              expect log "caught the database none.db does not exist: the test gives it no record"
              expect record seen.db <a> yes
              expect record sqlite://counts all 1
              wait 61s
              from b
              expect no record seen.db <a>
              expect record seen.db <b>
              expect record counts all /^2$/
              expect no record given key

            test "each begins anew"
              expect record counts all 1
              expect record counts all 2
            """,
            plugins);

        Assert.AreEqual("""
            DIR/t.test
              ok      one
              FAILED  each begins anew
                DIR/t.test:40: expect record counts all 2
                  expected  the record "all" in counts with "2"
                  got       "1"

            1 passed, 1 failed

            """, output);
        Assert.AreEqual(1, code);
    }

    [TestMethod]
    public async Task Run_MacrosAndVariables_ReachTheFilter()
    {
        (int code, string output) = await _lab.RunFilterAsync(
            """
            string greeting "none"
            prog envfrom do echo "%greeting $i ${auth_authen} $2" done
            prog eom do echo "$i ${tls_version} $j" done
            """,
            """
            setvar greeting "good day"
            macro envfrom auth_authen "nobody"
            macro tls_version TLSv1.3
            macro j mx.example.net
            test "one"
              from a SIZE=1 BODY=8BITMIME
              macro auth_authen "me"
              expect log "good day TEST1 me SIZE=1 BODY=8BITMIME"
              expect log "TEST1 TLSv1.3 mx.example.net"
              from b
              macro eom i QUEUE7
              expect log "good day TEST2 nobody"
              expect log "QUEUE7 TLSv1.3"
            """);

        Assert.AreEqual("DIR/t.test\n  ok      one\n\n1 passed, 0 failed\n", output);
        Assert.AreEqual(0, code);
    }
}
