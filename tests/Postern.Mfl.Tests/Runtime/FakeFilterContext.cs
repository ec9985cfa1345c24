using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>The host's side of a session, without a host.</summary>
internal sealed class FakeFilterContext : IFilterContext, IStoredMessage
{
    public LogCollector Log { get; } = new();

    public Dictionary<string, string> Macros { get; } = new(StringComparer.Ordinal);

    public string SessionId => "1";

    public string ServerId => "listener";

    public string QueueId => "";

    public string ServerAddress => "/run/postern";

    public string PeerAddress => "192.0.2.9:25";

    public MilterActions Actions => MilterActions.All;

    public MilterSteps Steps { get; set; }

    public int ProtocolVersion => 6;

    public int ProgressSent { get; private set; }

    public void SendProgress() => ProgressSent++;

    public ModificationQueue Modifications { get; } = new();

    public IStoredMessage Message => this;

    public ILogger Logger => Log;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public long Number => 1;

    public IReadOnlyList<HeaderField> Header { get; } = [new HeaderField("A"u8.ToArray(), "b"u8.ToArray())];

    public long BodyLength => 0;

    public Stream OpenBody() => Stream.Null;

    public bool TryGetMacro(string name, out string value)
    {
        value = Macros.GetValueOrDefault(name, "");
        return Macros.ContainsKey(name);
    }
}
