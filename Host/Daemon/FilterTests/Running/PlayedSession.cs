using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.Try;
using Postern.Milter.Client;
using Postern.Milter.Local;
using Postern.Milter.Server;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>One SMTP session with the filter, through the host's own session code.</summary>
internal sealed class PlayedSession : IAsyncDisposable
{
    /// <summary>The waits are the watchdog's and the host's.</summary>
    private static readonly MilterClientOptions Offer = new()
    {
        CommandTimeout = Timeout.InfiniteTimeSpan,
        ContentTimeout = Timeout.InfiniteTimeSpan,
    };

    private static readonly MilterServerOptions Options = new()
    {
        Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, "test"),
        Id = "test",

        // The watchdog sets the clock on in leaps: a handler that is told to stop needs real time to notice.
        Timeouts = new MilterTimeouts { Grace = TimeSpan.FromMinutes(1) },
    };

    /// <summary>After it the host ends a session.</summary>
    public static readonly TimeSpan LongestSilence = Options.Timeouts.Idle;

    private readonly LocalMilter _milter;
    private readonly TestClient _client;
    private readonly Action<string> _tell;
    private readonly List<StageReport> _opening = [];
    private List<StageReport> _steps = [];
    private ConversationOutcome? _early;

    private PlayedSession(LocalMilter milter, TestClient client, Action<string> tell)
    {
        _milter = milter;
        _client = client;
        _tell = tell;
    }

    /// <summary>The commands of the session's beginning and of the last message.</summary>
    public IReadOnlyList<StageReport> Steps => [.. _opening, .. _steps];

    /// <summary>The last message as it was played.</summary>
    public MailMessage? Sent { get; private set; }

    public static async Task<PlayedSession> OpenAsync(TestWorld world, TestClient client, int number, Action<string> tell)
    {
        // On another thread, so that only the session, and not the test, counts as the filter's for the clock.
        LocalMilter milter = await Task.Run(() =>
        {
            world.Clock.BeginHandlers();
            return LocalMilter.Open(world.Engine, Options, Offer, world.Workers, world.Loggers, world.Clock, number);
        });
        world.Clock.IsInterrupted = () => milter.IsHandlerStopped;
        return new PlayedSession(milter, client, tell);
    }

    /// <summary>Negotiates and announces the client.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _milter.Client.NegotiateAsync(cancellationToken);
        SmtpSessionDetails details = PlayedMacros.Of(_client, [], TestMessage.CustomarySender, "");
        _early = await new MilterConversation(_milter.Client, details, step => Keep(_opening, step)).OpenAsync(cancellationToken);
    }

    public async Task<ConversationResult> PlayAsync(TestMessage message, string queueId, CancellationToken cancellationToken)
    {
        Sent = message.Build();
        List<StageReport> steps = _steps = [];
        if (_early is { } outcome)
            return new ConversationResult(outcome, _opening[^1], [], Sent.Clone());
        SmtpSessionDetails details = PlayedMacros.Of(_client, message.Macros, Sent.Sender, queueId);
        ConversationResult result = await new MilterConversation(_milter.Client, details, step => Keep(steps, step))
            .PlayMessageAsync(Sent, cancellationToken);
        foreach (var change in result.Modifications)
            _tell("  " + DialogueText.Describe(change));
        return result;
    }

    /// <summary>Completes when the host waits for the MTA: from here on it counts the silence.</summary>
    public Task IdleAsync() => _milter.Idle;

    /// <summary>Ends the session and waits for the filter's end.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _milter.Client.QuitAsync(cancellationToken);
        await _milter.Ended;
    }

    public ValueTask DisposeAsync() => _milter.DisposeAsync();

    private void Keep(List<StageReport> steps, StageReport step)
    {
        steps.Add(step);
        _tell(DialogueText.Step(step));
    }
}
