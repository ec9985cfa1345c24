using System.Collections.Concurrent;
using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Server;

namespace Postern.Testing.Milter;

/// <summary>A filter whose replies a test writes down, and which writes down what it was asked.</summary>
public sealed class ScriptedEngine : IFilterEngine, IFilterEngineSource
{
    private readonly Dictionary<MilterStage, Func<IFilterContext, CancellationToken, ValueTask<MilterReply>>> _script = [];
    private int _open;

    public FilterRequirements Requirements { get; set; } = new()
    {
        Stages = MilterStages.All,
        InlineStages = MilterStages.All,
        Actions = MilterActions.All,
    };

    public IFilterEngine Current => this;

    /// <summary>The calls so far, such as <c>Mail &lt;a@b&gt;</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Sessions made and not yet disposed.</summary>
    public int OpenSessions => Volatile.Read(ref _open);

    /// <summary>The context of the last session made.</summary>
    public IFilterContext? LastContext { get; private set; }

    public ScriptedEngine On(MilterStage stage, MilterReply reply) => On(stage, _ => reply);

    public ScriptedEngine On(MilterStage stage, Func<IFilterContext, MilterReply> reply) =>
        On(stage, (context, _) => ValueTask.FromResult(reply(context)));

    public ScriptedEngine On(MilterStage stage, Func<IFilterContext, CancellationToken, ValueTask<MilterReply>> reply)
    {
        _script[stage] = reply;
        return this;
    }

    /// <summary>Queues changes at the end of message.</summary>
    public ScriptedEngine Changing(params MessageModification[] changes) => On(MilterStage.EndOfMessage, context =>
    {
        foreach (var change in changes)
            context.Modifications.Add(change);
        return MilterReply.Continue;
    });

    public IFilterSession CreateSession(IFilterContext context)
    {
        Interlocked.Increment(ref _open);
        LastContext = context;
        return new Session(this, context);
    }

    private sealed class Session(ScriptedEngine engine, IFilterContext context) : IFilterSession
    {
        public ValueTask<MilterReply> ConnectAsync(ConnectEvent client, CancellationToken cancellationToken) => Run(
            MilterStage.Connect, $"{Text(client.HostName)} {(char)client.Family} {client.Port} {Text(client.Address)}", cancellationToken);

        public ValueTask<MilterReply> HeloAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
            Run(MilterStage.Helo, Text(name), cancellationToken);

        public ValueTask<MilterReply> MailAsync(EnvelopeEvent sender, CancellationToken cancellationToken) =>
            Run(MilterStage.Mail, Text(sender), cancellationToken);

        public ValueTask<MilterReply> RcptAsync(EnvelopeEvent recipient, CancellationToken cancellationToken) =>
            Run(MilterStage.Rcpt, Text(recipient), cancellationToken);

        public ValueTask<MilterReply> DataAsync(CancellationToken cancellationToken) =>
            Run(MilterStage.Data, "", cancellationToken);

        public ValueTask<MilterReply> HeaderAsync(HeaderEvent field, CancellationToken cancellationToken) =>
            Run(MilterStage.Header, $"{Text(field.Name)}:{Text(field.Value)}", cancellationToken);

        public ValueTask<MilterReply> EndOfHeadersAsync(CancellationToken cancellationToken) =>
            Run(MilterStage.EndOfHeaders, "", cancellationToken);

        public ValueTask<MilterReply> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) =>
            Run(MilterStage.Body, chunk.Length > 100 ? $"({chunk.Length} bytes)" : Text(chunk), cancellationToken);

        public ValueTask<MilterReply> EndOfMessageAsync(CancellationToken cancellationToken) =>
            Run(MilterStage.EndOfMessage, "", cancellationToken);

        public ValueTask<MilterReply> UnknownAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) =>
            Run(MilterStage.Unknown, Text(command), cancellationToken);

        public async ValueTask AbortAsync(CancellationToken cancellationToken) =>
            await Run(MilterStage.Abort, "", cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await Run(MilterStage.Close, "", CancellationToken.None);
            Interlocked.Decrement(ref engine._open);
        }

        private ValueTask<MilterReply> Run(MilterStage stage, string arguments, CancellationToken cancellationToken)
        {
            engine.Calls.Enqueue(arguments.Length > 0 ? $"{stage} {arguments}" : stage.ToString());
            return engine._script.TryGetValue(stage, out var reply)
                ? reply(context, cancellationToken)
                : ValueTask.FromResult(MilterReply.Continue);
        }

        private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span).Replace('\0', '|');

        private static string Text(EnvelopeEvent envelope) => envelope.Arguments.IsEmpty
            ? Text(envelope.Address)
            : $"{Text(envelope.Address)} {Text(envelope.Arguments)}";
    }
}
