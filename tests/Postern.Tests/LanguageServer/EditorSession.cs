using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Postern.Daemon.LanguageServer;
using Postern.Testing.Servers;

namespace Postern.Tests.LanguageServer;

/// <summary>An editor that talks to a <c>postern lsp</c> of its own.</summary>
internal sealed class EditorSession : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly FramedReader _reader;
    private readonly CancellationTokenSource _time = new(Limit);
    private readonly List<JsonNode> _waiting = [];
    private int _lastId;

    private EditorSession(Process process)
    {
        _process = process;
        _reader = new FramedReader(process.StandardOutput.BaseStream);
    }

    public static async Task<EditorSession> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(await PosternExecutable.FindAsync(), ["lsp", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new EditorSession(Process.Start(start)!);
    }

    /// <summary>A session that is past its greetings.</summary>
    public static async Task<EditorSession> OpenAsync(params string[] arguments)
    {
        EditorSession session = await StartAsync(arguments);
        await session.RequestAsync("initialize", new JsonObject());
        await session.NotifyAsync("initialized", new JsonObject());
        return session;
    }

    public async Task SendRawAsync(string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        await _process.StandardInput.BaseStream.WriteAsync(content, _time.Token);
        await _process.StandardInput.BaseStream.FlushAsync(_time.Token);
    }

    public Task SendAsync(string content) => SendRawAsync($"Content-Length: {Encoding.UTF8.GetByteCount(content)}\r\n\r\n{content}");

    public Task NotifyAsync(string method, JsonNode? parameters) =>
        SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters }.ToJsonString());

    /// <returns>The whole response.</returns>
    public async Task<JsonNode> AskAsync(string method, JsonNode? parameters)
    {
        int id = ++_lastId;
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString());
        return await ReceiveAsync(message => (int?)message["id"] == id);
    }

    /// <returns>The result; a failure fails the test.</returns>
    public async Task<JsonNode?> RequestAsync(string method, JsonNode? parameters)
    {
        JsonNode response = await AskAsync(method, parameters);
        Assert.IsNull(response["error"], response.ToJsonString());
        return response["result"];
    }

    public Task<JsonNode?> AtAsync(string method, string uri, int line, int character) => RequestAsync($"textDocument/{method}", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
    });

    public Task OpenFileAsync(string uri, string text, int version = 1) => NotifyAsync("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "mfl", ["version"] = version, ["text"] = text },
    });

    public Task ChangeAsync(string uri, int version, JsonObject change) => NotifyAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
        ["contentChanges"] = new JsonArray(change),
    });

    /// <summary>The diagnostics of a version, as <c>line.character-line.character severity text</c>.</summary>
    public async Task<string[]> DiagnosticsAsync(string uri, int? version)
    {
        JsonNode message = await ReceiveAsync(message => (string?)message["method"] == "textDocument/publishDiagnostics"
            && (string?)message["params"]!["uri"] == uri && (int?)message["params"]!["version"] == version);
        return [.. message["params"]!["diagnostics"]!.AsArray().Select(static item => $"{Range(item!["range"]!)} {item["severity"]} {item["message"]}")];
    }

    public static string Range(JsonNode range) =>
        $"{range["start"]!["line"]}.{range["start"]!["character"]}-{range["end"]!["line"]}.{range["end"]!["character"]}";

    public async Task<JsonNode> ReceiveAsync(Func<JsonNode, bool> matches)
    {
        while (true)
        {
            if (_waiting.FirstOrDefault(matches) is { } known)
            {
                _waiting.Remove(known);
                return known;
            }

            byte[] content = await _reader.ReadAsync(_time.Token) ?? throw new InvalidOperationException("the server has gone");
            _waiting.Add(JsonNode.Parse(content)!);
        }
    }

    public void EndInput() => _process.StandardInput.Close();

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(_time.Token);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _time.Dispose();
        return ValueTask.CompletedTask;
    }
}
