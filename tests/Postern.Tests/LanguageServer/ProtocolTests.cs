using System.Text.Json.Nodes;

namespace Postern.Tests.LanguageServer;

/// <summary>The protocol itself, and editors that break it.</summary>
[TestClass]
public sealed class ProtocolTests
{
    [TestMethod]
    public async Task Session_ShutdownAndExit_EndsWithZero()
    {
        await using EditorSession editor = await EditorSession.OpenAsync("--stdio");

        Assert.IsNull(await editor.RequestAsync("shutdown", null));
        await editor.NotifyAsync("exit", null);

        Assert.AreEqual(0, await editor.ExitCodeAsync());
    }

    [TestMethod]
    public async Task Session_ExitWithoutShutdown_EndsWithOne()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();

        await editor.NotifyAsync("exit", null);

        Assert.AreEqual(1, await editor.ExitCodeAsync());
    }

    [TestMethod]
    public async Task Session_EndOfInput_EndsWithOne()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();

        editor.EndInput();

        Assert.AreEqual(1, await editor.ExitCodeAsync());
    }

    [TestMethod]
    [DataRow("Content-Length: 99999999999\r\n\r\n{}")]
    [DataRow("Content-Length: 100000000\r\n\r\n{}")]
    [DataRow("Content-Length: -1\r\n\r\n{}")]
    [DataRow("Content-Type: x\r\n\r\n{}")]
    [DataRow("hello\r\n\r\n")]
    public async Task Session_NoMessage_EndsWithOne(string input)
    {
        await using EditorSession editor = await EditorSession.OpenAsync();

        await editor.SendRawAsync(input);

        Assert.AreEqual(1, await editor.ExitCodeAsync());
    }

    [TestMethod]
    [DataRow("{", -32700)]
    [DataRow("nonsense", -32700)]
    [DataRow("[]", -32600)]
    [DataRow("{\"id\":7}", -32600)]
    [DataRow("{\"id\":7,\"method\":5}", -32600)]
    [DataRow("{\"id\":7,\"method\":\"no/such\"}", -32601)]
    [DataRow("{\"id\":7,\"method\":\"textDocument/hover\"}", -32602)]
    [DataRow("{\"id\":7,\"method\":\"textDocument/hover\",\"params\":[1]}", -32602)]
    [DataRow("{\"id\":7,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"file:///x\"},\"position\":{\"line\":0,\"character\":0}}}", -32602)]
    [DataRow("{\"id\":7,\"method\":\"initialize\",\"params\":{}}", -32600)]
    public async Task Session_BadMessage_IsAnsweredAndLivesOn(string content, int code)
    {
        await using EditorSession editor = await EditorSession.OpenAsync();

        await editor.SendAsync(content);

        Assert.AreEqual(code, (int)(await editor.ReceiveAsync(static message => message["error"] is not null))["error"]!["code"]!);
        Assert.IsNull(await editor.RequestAsync("shutdown", null));
    }

    [TestMethod]
    public async Task Session_DeeplyNestedMessage_IsAnswered()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();

        await editor.SendAsync(string.Concat(Enumerable.Repeat("[", 100_000)));

        Assert.AreEqual(-32700, (int)(await editor.ReceiveAsync(static message => message["error"] is not null))["error"]!["code"]!);
    }

    [TestMethod]
    public async Task Session_RequestBeforeInitialize_IsRefused()
    {
        await using EditorSession editor = await EditorSession.StartAsync();

        Assert.AreEqual(-32002, (int)(await editor.AskAsync("shutdown", null))["error"]!["code"]!);
    }

    [TestMethod]
    public async Task Session_RequestAfterShutdown_IsRefused()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();
        await editor.RequestAsync("shutdown", null);

        Assert.AreEqual(-32600, (int)(await editor.AskAsync("textDocument/hover", null))["error"]!["code"]!);
    }

    [TestMethod]
    public async Task Session_ChangesThatAreNone_LeaveTheFileAsItWas()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();
        await editor.OpenFileAsync("untitled:1", "const MAX 5\n");

        await editor.NotifyAsync("textDocument/didChange", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = "untitled:1" }, ["contentChanges"] = 5 });
        await editor.ChangeAsync("untitled:2", 2, new JsonObject { ["text"] = "x" });
        await editor.ChangeAsync("untitled:1", 2, new JsonObject
        {
            ["range"] = Daemon.LanguageServer.TextLines.Range(900, 900, 0, 0),
            ["text"] = "const MIN 1\n",
        });

        Assert.IsNotNull(await editor.AtAsync("hover", "untitled:1", 0, 7));
        Assert.IsNotNull(await editor.AtAsync("hover", "untitled:1", 1, 7));
    }

    [TestMethod]
    public async Task Session_CancelledRequest_IsAnsweredSo()
    {
        await using EditorSession editor = await EditorSession.OpenAsync();

        await editor.SendAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":77}}""");
        await editor.SendAsync("""{"jsonrpc":"2.0","id":77,"method":"textDocument/hover","params":{}}""");

        Assert.AreEqual(-32800, (int)(await editor.ReceiveAsync(static message => (int?)message["id"] == 77))["error"]!["code"]!);
    }

    [TestMethod]
    [DataRow("--nonsense")]
    [DataRow("-P")]
    public async Task CommandLine_Mistake_IsAUsageError(string argument)
    {
        await using EditorSession editor = await EditorSession.StartAsync(argument);

        Assert.AreEqual(64, await editor.ExitCodeAsync());
    }
}
