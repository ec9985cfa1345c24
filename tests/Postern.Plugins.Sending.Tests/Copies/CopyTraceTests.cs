using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Copies;
using Postern.Plugins.Sending.Tests.Fakes;
using Postern.Testing.Servers;

namespace Postern.Plugins.Sending.Tests.Copies;

[TestClass]
public sealed class CopyTraceTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private static readonly string[] Fields = ["From: me@x.org", "Subject: a  long\n subject", "X: y"];

    private readonly TemporaryFolder _folder = new("postern-trace");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Check_CopyAsMade_IsOne() =>
        Assert.AreEqual(new TraceVerdict(2, true), await CheckAsync(await MakeAsync(), Fields));

    [TestMethod]
    public async Task Check_CopyThatAnMtaHasTouched_IsOne()
    {
        string[] touched = ["Received: from a\n by b", "from:   me@x.org ", "Subject: a long\n\tsubject", "X:y", "Date: today"];

        var verdict = await CheckAsync(
            await MakeAsync(), touched, above: 1, body: "one\r\n.two\r\n", envelope: new MessageEnvelope("<s@X.ORG>", "", [new("<b@x.org>"), new("<a@X.org>")]));

        Assert.AreEqual(new TraceVerdict(2, true), verdict);
    }

    [TestMethod]
    [DataRow("header")]
    [DataRow("fewer")]
    [DataRow("body")]
    [DataRow("sender")]
    [DataRow("recipients")]
    [DataRow("old")]
    [DataRow("future")]
    public async Task Check_FieldOnAnotherMessage_OnlyCounts(string what)
    {
        var field = await MakeAsync();
        var verdict = what switch
        {
            "header" => await CheckAsync(field, ["From: me@x.org", "Subject: other", "X: y"]),
            "fewer" => await CheckAsync(field, ["From: me@x.org"]),
            "body" => await CheckAsync(field, Fields, body: "one\r\ntwo\r\n"),
            "sender" => await CheckAsync(field, Fields, envelope: new MessageEnvelope("<S@x.org>", "", [new("<a@x.org>"), new("<b@x.org>")])),
            "recipients" => await CheckAsync(field, Fields, envelope: new MessageEnvelope("<s@x.org>", "", [new("<a@x.org>")])),
            "old" => await CheckAsync(field, Fields, now: Now.AddDays(8)),
            _ => await CheckAsync(field, Fields, now: Now.AddHours(-2)),
        };

        Assert.AreEqual(new TraceVerdict(2, false), verdict);
    }

    [TestMethod]
    [DataRow("n=2", "n=1")]
    [DataRow("h=3", "h=0")]
    [DataRow("s=", "s=A")]
    [DataRow("v=1", "v=2")]
    [DataRow("t=", "t=-")]
    [DataRow("t=", "x=1; t=")]
    public async Task Check_ForgedField_CountsNothing(string part, string forged)
    {
        var field = (await MakeAsync()).Replace(part, forged, StringComparison.Ordinal);

        Assert.AreEqual(new TraceVerdict(0, false), await CheckAsync(field, Fields));
    }

    [TestMethod]
    public async Task Check_FieldOfAnotherKey_CountsNothing()
    {
        var field = await MakeAsync();
        File.Delete(_folder.Combine("key"));

        Assert.AreEqual(new TraceVerdict(0, false), await CheckAsync(field, Fields));
    }

    [TestMethod]
    public async Task Check_ManyFields_EndsInTime()
    {
        var many = Enumerable.Repeat("Postern-Copy: v=1; n=1; t=1; h=0; s=AAAA; c=AAAA", 10_000).ToArray();

        Assert.AreEqual(new TraceVerdict(0, false), await CheckAsync("Postern-Copy:", many));
    }

    [TestMethod]
    public void Key_File_IsMadeForTheOwnerAlone()
    {
        var file = _folder.Combine("key");

        var key = new CopyKey(() => file).Read();

        Assert.HasCount(32, key);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        CollectionAssert.AreEqual(key, new CopyKey(() => file).Read());
        Assert.HasCount(1, Directory.GetFiles(_folder.Path));
    }

    [TestMethod]
    [DataRow("0123456789012345678901234567890123456789", UnixFileMode.UserRead | UnixFileMode.OtherRead, "others may read or write this key; give it mode 0600")]
    [DataRow("short", UnixFileMode.UserRead, "a key has 32 to 4096 bytes, this has 5")]
    public void Key_FileThatIsNoSecret_IsRefused(string content, UnixFileMode mode, string text)
    {
        var file = _folder.Write("key", content);
        File.SetUnixFileMode(file, mode);

        Assert.AreEqual($"{file}: {text}", Assert.ThrowsExactly<IOException>(() => new CopyKey(() => file).Read()).Message);
    }

    private CopyTrace Trace() => new(new CopyKey(() => _folder.Combine("key")));

    private async Task<string> MakeAsync()
    {
        var message = new StoredMessage("", Fields);
        var copy = new MailSubmission("s@x.org", [new("a@x.org"), new("b@x.org")], Submissions.Content(""));
        var field = await Trace().MakeAsync(2, Now, copy, message.Header, Submissions.Content("one\n.two\n\n\n"), CancellationToken.None);
        return "Postern-Copy:" + Encoding.ASCII.GetString(field.Body.Span);
    }

    private async Task<TraceVerdict> CheckAsync(
        string field, string[] fields, int above = 0, string body = "one\r\n.two\r\n\r\n", MessageEnvelope? envelope = null, DateTimeOffset? now = null)
    {
        var message = new StoredMessage(body, [.. fields.Take(above), field, .. fields.Skip(above)]);
        return await Trace().CheckAsync(
            envelope ?? new MessageEnvelope("<s@x.org>", "", [new("<a@x.org>"), new("<b@x.org>")]), message, now ?? Now, CancellationToken.None);
    }
}
