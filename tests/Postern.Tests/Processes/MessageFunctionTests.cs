using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.Tests.Processes;

/// <summary>The functions that read the message under way, through the whole host.</summary>
[TestClass]
public sealed class MessageFunctionTests : IDisposable
{
    private readonly HostLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Progress_AtTheEnd_IsSentAtOnce()
    {
        _lab.Write("filter.mfl", "prog eom do progress() progress() done\n");
        await using ServerProcess host = await _lab.ServeAsync();
        await using MilterClient client = await _lab.ConnectAsync();
        await client.MailAsync("<a@b>", [], default);

        EndOfMessageResponse end = await client.EndOfMessageAsync(default, default);

        Assert.AreEqual((MilterVerdict.Continue, 2), (end.Response.Verdict, end.Response.Progress));
    }

    [TestMethod]
    public async Task Try_FilterThatRenamesFields_ChangesNothingElse()
    {
        _lab.Write("filter.mfl", """
            require header_rename
            prog body
            do
              add "X-Nulls" body_has_nulls($1, $2)
              add "X-Body" body_string($1, 4)
            done
            prog eom
            do
              header_add("X-Seen", current_header_count() . " " . current_header("subject"))
              header_rename("Subject", "X-Old-Subject")
              header_prefix_all("X-One", "Y-")
              header_prefix_pattern("x-t*", "Z-")
              header_prefix_all("X-Drop")
              header_rename("X-Nothing", "X-Something")
            done
            """);
        string message = _lab.Write(
            "message.eml", "From: a@b\nSubject: hello\nX-One: 1\nX-Two: 2\nX-One: 3\nX-Three: 4\nX-Drop: 5\nX-Drop: 6\nTo: c@d\n\nbody text\n");
        await using ServerProcess host = await _lab.ServeAsync();

        (int code, string output) = await _lab.RunAsync("try", "--socket", _lab.Port, "--diff", message);

        Assert.AreEqual(0, code, output);
        Assert.AreEqual(
            """
            +Z-X-Two: 2
            +Z-X-Three: 4
             From: a@b
            -Subject: hello
            -X-One: 1
            -X-Two: 2
            -X-One: 3
            -X-Three: 4
            -X-Drop: 5
            -X-Drop: 6
            +X-Old-Subject: hello
            +Y-X-One: 1
            +Y-X-One: 3
             To: c@d
            +X-Nulls: 0
            +X-Body: body
            +X-Seen: 9 hello
             
             body text
            """,
            output[(output.IndexOf("@@\n", output.IndexOf("+++ ", StringComparison.Ordinal), StringComparison.Ordinal) + 3)..].TrimEnd());
    }
}
