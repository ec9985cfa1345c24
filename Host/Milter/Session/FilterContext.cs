using System.Globalization;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Milter.Storage;

namespace Postern.Milter.Session;

/// <summary>What a filter sees of its session.</summary>
internal sealed class FilterContext : IFilterContext
{
    private readonly SessionServices _services;
    private readonly SessionLogger _logger;
    private ISessionTransport? _transport;
    private long _number;
    private string? _sessionId;
    private string? _queueId;

    public FilterContext(SessionServices services)
    {
        _services = services;
        _logger = new SessionLogger(services.FilterLogger, this);
        Store = new MessageStore(services.Options.SpoolDirectory, services.Options.SpoolThreshold);
    }

    public MacroTable Macros { get; } = new();

    public MessageStore Store { get; }

    public ModificationQueue Modifications { get; } = new();

    public MilterActions Actions { get; private set; }

    public MilterSteps Steps { get; private set; }

    public int ProtocolVersion { get; private set; }

    public string SessionId => _sessionId ??= _number.ToString("x", CultureInfo.InvariantCulture);

    public string ServerId => _services.Options.Id;

    public string QueueId => _queueId ??= Macros.TryGet("i", out string id) ? id : "";

    public string ServerAddress => _transport?.LocalAddress ?? "";

    public string PeerAddress => _transport?.PeerAddress ?? "";

    public IStoredMessage Message => Store;

    public ILogger Logger => _logger;

    public TimeProvider Time => _services.Time;

    /// <summary>Sends a progress frame if the stage allows it.</summary>
    public Action? Progress { get; set; }

    public void SendProgress() => Progress?.Invoke();

    public bool TryGetMacro(string name, out string value) => Macros.TryGet(name, out value);

    /// <summary>What log lines say they are about.</summary>
    public LogPlace Place => new(ServerId, SessionId, QueueId);

    /// <summary>Begins a connection.</summary>
    public void Attach(ISessionTransport transport, long number)
    {
        _transport = transport;
        _number = number;
        _sessionId = null;
        Macros.ClearFrom(MilterStage.Connect);
        ForgetQueueId();
    }

    public void Negotiated(MilterActions actions, MilterSteps steps, int version)
    {
        Actions = actions;
        Steps = steps;
        ProtocolVersion = version;
    }

    /// <summary>Macros have changed, so the queue identifier is looked up again when somebody needs it.</summary>
    public void ForgetQueueId() => _queueId = null;

    /// <summary>Forgets a message: its changes, its content and the macros from MAIL on.</summary>
    public void EndMessage()
    {
        if (Modifications.Items.Count > 0)
            Modifications.Clear();
        Store.Clear();
        Macros.ClearFrom(MilterStage.Mail);
        ForgetQueueId();
    }
}
