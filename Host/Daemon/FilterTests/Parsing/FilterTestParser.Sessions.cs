using System.Globalization;
using Postern.Abstractions.Milter;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.Try;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>The statements about sessions and messages.</summary>
internal sealed partial class FilterTestParser
{
    private TestSession? _session;
    private TestMessage? _message;
    private TimeSpan _wait;
    private int _waitLine;
    private int _expectations;

    private void BeginTest(LineCursor line)
    {
        CloseTest();
        string name = line.Word("the test's name in quotes");
        if (name.Length == 0)
            throw new TestSyntaxException("a name was expected for the test");
        _test = new FilterTest { Name = name, Line = line.Number, Settings = _common.Clone() };
        if (_tests.Exists(test => test.Name == name))
            throw new TestSyntaxException($"there is a test \"{name}\" above; give this one another name");
        _tests.Add(_test);
    }

    private void CloseTest()
    {
        if (_test is not { } test)
            return;
        if (test.Settings.Filter.Length == 0)
            Report(test.Line, $"the test \"{test.Name}\" has no filter; filter FILE stands in it, or before the first test");
        if (_expectations == 0)
            Report(test.Line, $"the test \"{test.Name}\" expects nothing: a check that cannot fail; add an expect");
        if (test.Sessions.Exists(static session => session.Messages.Count == 0))
            Report(test.Line, $"a session of the test \"{test.Name}\" has neither a message nor an expectation");
        if (_wait != TimeSpan.Zero)
            Report(_waitLine, "nothing follows the wait; it stands before the next message");
        foreach (TestMessage message in test.Messages)
            _problems.AddRange(ContradictionCheck.Of(message).Select(problem => new FileProblem(_file, problem.Line, problem.Text)));
        (_test, _session, _message, _wait, _expectations) = (null, null, null, TimeSpan.Zero, 0);
    }

    private void ReadClient(LineCursor line)
    {
        string text = line.Word("the client's name");
        ushort port = 0;
        while (!line.IsAtEnd)
        {
            string word = line.Word("the client's address or port");
            if (!line.IsAtEnd || !ushort.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out port))
                text += word;
        }

        if (!ClientName.TryParse(text, out var client))
            throw new TestSyntaxException($"NAME [ADDRESS] PORT was expected, such as mail.example.org [192.0.2.1] 25123; `{text}' stands there");
        TestClient settings = _test is null ? _common.Client : BeginSession().Client;
        (settings.HostName, settings.Address, settings.Family, settings.Port) = (client.Host, client.Address, client.Family, port);
    }

    private void ReadSession(LineCursor line)
    {
        InTest("session");
        BeginSession();
    }

    /// <summary>A new session, with the client, the HELO and the macros of the test; the first one may have begun with its HELO.</summary>
    private TestSession BeginSession()
    {
        if (_session is not { Messages.Count: 0 })
        {
            _session = new TestSession { Client = (_session?.Client ?? _test!.Settings.Client).Clone() };
            _test!.Sessions.Add(_session);
        }

        _message = null;
        return _session;
    }

    private void ReadHelo(LineCursor line)
    {
        string name = line.Word("the argument of HELO");
        BeforeMessage("helo");
        (_test is null ? _common.Client : (_session ?? BeginSession()).Client).Helo = name;
    }

    private void ReadMacro(LineCursor line)
    {
        string name = line.Word("a macro's name, or a stage");
        string value = line.Word("the macro's value");
        var stage = MilterStage.None;
        if (!line.IsAtEnd)
        {
            if (!StageNames.TryGet(name, out stage))
                throw new TestSyntaxException(Unknown("stage", name, StageNames.All));
            (name, value) = (value, line.Word("the macro's value"));
        }

        var macro = new StageMacro(stage, new MilterMacro(name, value));
        if (_message is { } message)
            message.Macros.Add(macro);
        else
            (_test is null ? _common.Client : (_session ?? BeginSession()).Client).Macros.Add(macro);
    }

    private void ReadSender(LineCursor line)
    {
        InTest("from");
        string sender = Bracketed(line.Word("an address"));
        if (_message is { Sender: not null } or { Expectations.Count: > 0 })
            _message = null;
        TestMessage message = Message(line);
        message.Sender = sender;
        while (!line.IsAtEnd)
            message.SenderArguments.Add(line.Word("an ESMTP argument"));
    }

    private void ReadRecipients(LineCursor line)
    {
        InTest("to");
        do
            Open(line, "to").Recipients.Add(Bracketed(line.Word("an address")));
        while (!line.IsAtEnd);
    }

    private void ReadHeader(LineCursor line)
    {
        InTest("header");
        string text = line.Rest();
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || text.AsSpan(0, colon).ContainsAnyExceptInRange('!', '~'))
            throw new TestSyntaxException($"NAME: VALUE was expected, `{text}' stands there");
        Made(line, "header").Header.Add((text[..colon], text[(colon + 1)..].TrimStart(' ', '\t')));
    }

    private void ReadBody(LineCursor line)
    {
        InTest("body");
        string text = line.Peek().StartsWith('"') && line.Text.EndsWith('"') ? line.Word("a line of the body") : line.Rest();
        Made(line, "body").Body.Add(text);
    }

    private void ReadMessage(LineCursor line)
    {
        InTest("message");
        TestMessage message = Open(line, "message");
        if (message.Text is not null || message.Header.Count > 0 || message.Body.Count > 0)
            throw new TestSyntaxException("the message has its text already; the next one begins with from");
        message.Text = [];
        if (line.IsAtEnd)
            _block = new TextBlock("message", line.Number, text => message.Text = ToBytes(text));
        else
            message.Text = FileText.Read(PathOf(line.Word("the message's file")));
    }

    private void ReadWait(LineCursor line)
    {
        InTest("wait");
        if (_message is { Expectations.Count: 0 })
            throw new TestSyntaxException("wait stands between messages: after what is expected of one, before the next");
        _wait += Interval(line);
        _waitLine = line.Number;
        _message = null;
    }

    private void ReadExpectation(LineCursor line)
    {
        InTest("expect");
        _expectations++;
        TestMessage message = _wait == TimeSpan.Zero ? Message(line)
            : throw new TestSyntaxException("a message was expected after wait; it begins with from");
        message.Expectations.Add(ExpectationParser.Read(line, message, PathOf, take => _block = new TextBlock(line.Text, line.Number, take)));
    }

    /// <summary>The message under way, which has nothing expected of it yet.</summary>
    private TestMessage Open(LineCursor line, string statement) => Message(line) is { Expectations.Count: 0 } message
        ? message
        : throw new TestSyntaxException($"{statement} stands before what is expected; the next message begins with from");

    private TestMessage Made(LineCursor line, string statement) => Open(line, statement) is { Text: null } message
        ? message
        : throw new TestSyntaxException($"the message has its text already, from message; {statement} cannot add to it");

    private TestMessage Message(LineCursor line)
    {
        if (_message is null)
        {
            TestSession session = _session ?? BeginSession();
            _message = new TestMessage { Line = line.Number, Wait = _wait };
            _wait = TimeSpan.Zero;
            session.Messages.Add(_message);
        }

        return _message;
    }

    private void BeforeMessage(string statement)
    {
        if (_session is { Messages.Count: > 0 })
            throw new TestSyntaxException($"{statement} stands before the first message of a session; session or client begins the next one");
    }

    private void InTest(string statement)
    {
        if (_test is null)
            throw new TestSyntaxException($"{statement} belongs in a test, which begins with test \"NAME\"");
    }

    private static string Bracketed(string address) => address.StartsWith('<') ? address : $"<{address}>";

    private static byte[] ToBytes(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
