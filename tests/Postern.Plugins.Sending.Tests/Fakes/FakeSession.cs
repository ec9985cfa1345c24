using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Plugins.Sending.Tests.Fakes;

/// <summary>The host's side of a session.</summary>
internal sealed class FakeSession(ModificationQueue queue, IStoredMessage message) : IFilterContext
{
    public LogCollector Log { get; } = new();

    public string SessionId => "1";

    public string ServerId => "listener";

    public string QueueId => "";

    public string ServerAddress => "";

    public string PeerAddress => "";

    public MilterActions Actions { get; init; } = MilterActions.All;

    public MilterSteps Steps => MilterSteps.None;

    public int ProtocolVersion => 6;

    public ModificationQueue Modifications => queue;

    public IStoredMessage Message => message;

    public ILogger Logger => Log;

    public TimeProvider Time => TimeProvider.System;

    public void SendProgress()
    {
    }

    public bool TryGetMacro(string name, out string value)
    {
        value = "";
        return false;
    }
}
