using System.Globalization;
using Postern.Daemon.FilterTests.Expectations;
using Postern.Daemon.FilterTests.Model;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>Plays the sessions of one test and compares what comes of each message.</summary>
internal sealed class TestPlayer(TestWorld world, FilterTest test, TimeProvider realTime)
{
    private readonly List<TestFailure> _failures = [];
    private readonly List<string> _dialogue = [.. world.Warnings];
    private readonly Watchdog _watchdog = new(world, realTime);
    private int _messages;

    public IReadOnlyList<TestFailure> Failures => _failures;

    /// <summary>What was said and logged.</summary>
    public IReadOnlyList<string> Dialogue => _dialogue;

    /// <summary>Plays all; <see langword="false"/> when the filter's start-up failed.</summary>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        if (!await RunHookAsync(world.Engine.Start))
        {
            Fail(test.Line, "the startup handler of the filter failed", Logged().Troubles);
            return false;
        }

        for (int i = 0; i < test.Sessions.Count; i++)
        {
            if (!await PlayAsync(test.Sessions[i], i + 1, cancellationToken))
                return true;
        }

        await RunHookAsync(stop =>
        {
            world.Engine.Stop(stop);
            return true;
        });
        return true;
    }

    /// <summary>Plays a session; <see langword="false"/> when nothing can follow it.</summary>
    private async Task<bool> PlayAsync(TestSession session, int number, CancellationToken cancellationToken)
    {
        TestMessage message = session.Messages[0];
        world.Clock.Advance(message.Wait);
        await using var connection = await PlayedSession.OpenAsync(world, session.Client, number, _dialogue.Add);
        try
        {
            Task open = connection.OpenAsync(cancellationToken);
            if (!await EndsAsync(open, message))
                return false;
            await open;
            for (int i = 0; i < session.Messages.Count; i++)
            {
                message = session.Messages[i];
                if (i > 0 && message.Wait > TimeSpan.Zero)
                {
                    await connection.IdleAsync();
                    world.Clock.Advance(message.Wait);
                }

                if (!await PlayAsync(connection, message, isLast: i == session.Messages.Count - 1, cancellationToken))
                    return false;
            }
        }
        catch (MilterClientException e)
        {
            string hint = message.Wait >= PlayedSession.LongestSilence
                ? "; the host ends a session that is silent for two hours: after such a wait begin another one with session"
                : "";
            Fail(message.Line, $"the conversation with the filter broke off: {e.Message}{hint}", Logged().Troubles);
            return false;
        }

        return true;
    }

    private async Task<bool> PlayAsync(PlayedSession connection, TestMessage message, bool isLast, CancellationToken cancellationToken)
    {
        _messages++;
        Task<ConversationResult> play = connection.PlayAsync(
            message, string.Create(CultureInfo.InvariantCulture, $"TEST{_messages}"), cancellationToken);
        if (!await EndsAsync(play, message))
            return false;
        ConversationResult result = await play;
        if (isLast && !await EndsAsync(connection.CloseAsync(cancellationToken), message))
            return false;
        LoggedLines log = Logged();
        var outcome = new MessageOutcome(connection.Sent!, result, connection.Steps, log.Lines, world.Databases);
        foreach (Expectation expectation in message.Expectations)
        {
            if (expectation.Check(outcome) is { } mismatch)
            {
                _failures.Add(new TestFailure(
                    expectation.Line, expectation.Source, mismatch, log.Actions.Count > 0 ? log.Actions[^1] : "", log.Troubles));
            }
        }

        return true;
    }

    private async Task<bool> EndsAsync(Task work, TestMessage message)
    {
        bool isEnded = await _watchdog.EndsAsync(work);
        if (!_watchdog.HasBitten)
            return true;
        string seconds = world.Limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        Fail(message.Line, $"the filter did not come to an end within {seconds} s{(isEnded ? "" : ", nor when it was told to stop")}", Logged().Troubles);
        return false;
    }

    private async Task<bool> RunHookAsync(Func<CancellationToken, bool> hook)
    {
        using var stop = new CancellationTokenSource(world.Limit, realTime);
        Task<bool> run = Task.Run(
            () =>
            {
                world.Clock.BeginHandlers();
                return hook(stop.Token);
            },
            CancellationToken.None);
        return await _watchdog.EndsAsync(run) && await run;
    }

    private LoggedLines Logged()
    {
        LoggedLines log = world.Log.Take();
        _dialogue.AddRange(log.Lines.Select(static line => "log: " + line));
        return log;
    }

    private void Fail(int line, string text, IReadOnlyList<string> details) =>
        _failures.Add(new TestFailure(line, text, null, "", details));
}
