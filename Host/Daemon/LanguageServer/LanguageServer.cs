using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Postern.Daemon.LanguageServer;

/// <summary>
/// Serves one editor (Language Server Protocol 3.17). Messages are handled one after the other, in order; diagnostics are made when no message waits, so that
/// fast typing costs one compilation.
/// </summary>
internal sealed class LanguageServer
{
    private const int MaxWaiting = 10_000;
    private const int MaxDepth = 64;

    private readonly FramedReader _reader;
    private readonly FramedWriter _writer;
    private readonly Workspace _workspace;
    private readonly DiagnosticsProvider _diagnostics;
    private readonly Dictionary<string, Func<JsonNode?, JsonNode?>> _requests;
    private readonly Dictionary<string, Action<JsonNode?>> _notifications;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _cancelled = new(StringComparer.Ordinal);
    private readonly Queue<JsonObject> _outgoing = new();
    private bool _isInitialized;
    private bool _isShutDown;
    private bool _hasExited;

    public LanguageServer(FramedReader reader, FramedWriter writer, Workspace workspace, Func<string, string> documentationOf)
    {
        _reader = reader;
        _writer = writer;
        _workspace = workspace;
        _diagnostics = new DiagnosticsProvider(workspace);
        var hover = new HoverProvider(workspace, documentationOf);
        var completion = new CompletionProvider(workspace);
        var definition = new DefinitionProvider(workspace);
        var symbols = new SymbolProvider(workspace);
        var signatures = new SignatureProvider(workspace);
        _requests = new Dictionary<string, Func<JsonNode?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["initialize"] = Initialize,
            ["shutdown"] = ShutDown,
            ["textDocument/hover"] = At(hover.Hover),
            ["textDocument/completion"] = At(completion.Complete),
            ["textDocument/definition"] = At(definition.Find),
            ["textDocument/signatureHelp"] = At(signatures.Find),
            ["textDocument/documentSymbol"] = parameters => symbols.List(Named(parameters)),
        };
        _notifications = new Dictionary<string, Action<JsonNode?>>(StringComparer.Ordinal)
        {
            ["exit"] = _ => _hasExited = true,
            ["textDocument/didOpen"] = Open,
            ["textDocument/didChange"] = Change,
            ["textDocument/didClose"] = Close,
        };
    }

    /// <returns>0: the editor has said good-bye; 1: it has not.</returns>
    /// <exception cref="InvalidDataException">The input is no sequence of messages.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var waiting = Channel.CreateBounded<byte[]>(MaxWaiting);
        Task reading = ReadAllAsync(waiting.Writer, cancellationToken);
        while (!_hasExited && await waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            while (!_hasExited && waiting.Reader.TryRead(out byte[]? content))
                await HandleAsync(content);
            await PublishAsync(() => waiting.Reader.Count > 0);
        }

        if (!_hasExited)
            await reading;
        return _hasExited && _isShutDown ? 0 : 1;
    }

    private async Task ReadAllAsync(ChannelWriter<byte[]> waiting, CancellationToken cancellationToken)
    {
        try
        {
            while (await _reader.ReadAsync(cancellationToken) is { } content)
            {
                NoteCancellation(content);
                await waiting.WriteAsync(content, cancellationToken);
            }
        }
        finally
        {
            waiting.Complete();
        }
    }

    // It overtakes the request that it is about, which may be waiting still.
    private void NoteCancellation(byte[] content)
    {
        if (content.Length > 1000 || content.AsSpan().IndexOf("$/cancelRequest"u8) < 0)
            return;
        try
        {
            if (Parameters.Member(Parameters.Member(JsonNode.Parse(content), "params"), "id") is { } id && _cancelled.Count < MaxWaiting)
                _cancelled[id.ToJsonString()] = true;
        }
        catch (JsonException)
        {
            // It is answered when its turn comes.
        }
    }

    private async Task HandleAsync(byte[] content)
    {
        JsonNode? message;
        try
        {
            message = JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            await _writer.FailAsync(null, RpcErrors.Parse, $"not JSON: {e.Message}");
            return;
        }

        JsonNode? id = Parameters.Member(message, "id");
        if (Parameters.Member(message, "method") is not JsonValue method || method.GetValueKind() != JsonValueKind.String)
        {
            // A response to us: there is none that we wait for.
            if (Parameters.Member(message, "result") is null && Parameters.Member(message, "error") is null)
                await _writer.FailAsync(id, RpcErrors.InvalidRequest, "a message needs a `method'");
            return;
        }

        await HandleAsync(method.GetValue<string>(), id, Parameters.Member(message, "params"));
        while (_outgoing.TryDequeue(out JsonObject? published))
            await _writer.NotifyAsync("textDocument/publishDiagnostics", published);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of one request: a bug costs its answer, not the session.")]
    private async Task HandleAsync(string method, JsonNode? id, JsonNode? parameters)
    {
        try
        {
            if (id is null)
            {
                if ((_isInitialized || method == "exit") && _notifications.TryGetValue(method, out Action<JsonNode?>? notify))
                    notify(parameters);
            }
            else
                await _writer.RespondAsync(id, Answer(method, id, parameters));
        }
        catch (RpcException e)
        {
            if (id is null)
                await Console.Error.WriteLineAsync($"postern lsp: {method}: {e.Message}");
            else
                await _writer.FailAsync(id, e.Code, e.Message);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"postern lsp: internal error in {method}, please report it: {e}");
            if (id is not null)
                await _writer.FailAsync(id, RpcErrors.Internal, $"internal error: {e.Message}");
        }
    }

    private JsonNode? Answer(string method, JsonNode id, JsonNode? parameters)
    {
        if (_cancelled.TryRemove(id.ToJsonString(), out _))
            throw new RpcException(RpcErrors.Cancelled, "cancelled");
        if (!_isInitialized && method != "initialize")
            throw new RpcException(RpcErrors.NotInitialized, "the first request must be `initialize'");
        if (_isShutDown)
            throw new RpcException(RpcErrors.InvalidRequest, "nothing but `exit' may follow `shutdown'");
        return _requests.TryGetValue(method, out Func<JsonNode?, JsonNode?>? answer)
            ? answer(parameters)
            : throw new RpcException(RpcErrors.MethodNotFound, $"there is no method `{method}'");
    }

    private JsonObject Initialize(JsonNode? parameters)
    {
        if (_isInitialized)
            throw new RpcException(RpcErrors.InvalidRequest, "the session is initialized already");
        _isInitialized = true;
        return new JsonObject
        {
            ["capabilities"] = new JsonObject
            {
                ["positionEncoding"] = "utf-16",
                ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = 2 },
                ["hoverProvider"] = true,
                ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray("%", "{") },
                ["definitionProvider"] = true,
                ["documentSymbolProvider"] = true,
                ["signatureHelpProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray("(", ",") },
            },
            ["serverInfo"] = new JsonObject { ["name"] = "postern", ["version"] = typeof(LanguageServer).Assembly.GetName().Version?.ToString(3) },
        };
    }

    private JsonNode? ShutDown(JsonNode? parameters)
    {
        _isShutDown = true;
        return null;
    }

    private void Open(JsonNode? parameters)
    {
        JsonNode? item = Parameters.Member(parameters, "textDocument");
        _workspace.Put(Document.Open(Parameters.Text(item, "uri"), Parameters.Number(item, "version"), Parameters.Text(item, "text")));
        ChangeAll();
    }

    private void Change(JsonNode? parameters)
    {
        JsonNode? item = Parameters.Member(parameters, "textDocument");
        _workspace.Put(Named(parameters).Change(Parameters.Number(item, "version"), Parameters.Items(parameters, "contentChanges")));
        ChangeAll();
    }

    private void Close(JsonNode? parameters)
    {
        string uri = Named(parameters).Uri;
        _workspace.Remove(uri);
        _outgoing.Enqueue(new JsonObject { ["uri"] = uri, ["diagnostics"] = new JsonArray() });
        ChangeAll();
    }

    // A file may be a module of any other.
    private void ChangeAll()
    {
        _changed.Clear();
        _changed.UnionWith(_workspace.Documents.Select(static document => document.Uri));
    }

    private Document Named(JsonNode? parameters) => _workspace.Get(Parameters.Text(Parameters.Member(parameters, "textDocument"), "uri"));

    private Func<JsonNode?, JsonNode?> At(Func<Document, int, int, JsonNode?> answer) => parameters =>
    {
        (int line, int character) = Parameters.Position(Parameters.Member(parameters, "position"));
        return answer(Named(parameters), line, character);
    };

    private async Task PublishAsync(Func<bool> isInterrupted)
    {
        foreach (Document document in _workspace.Documents.Where(document => _changed.Contains(document.Uri)).ToArray())
        {
            if (isInterrupted())
                return;
            _changed.Remove(document.Uri);
            await _writer.NotifyAsync("textDocument/publishDiagnostics", _diagnostics.Of(document));
        }
    }
}
