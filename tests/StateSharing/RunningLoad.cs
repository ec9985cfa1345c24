using System.Collections.Concurrent;

namespace Postern.StateSharing;

/// <summary>A load that goes on until it is told to end, in rounds of one message for each sender.</summary>
internal sealed class RunningLoad
{
    private const int Some = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly ConcurrentQueue<MessageOutcome> _outcomes = new();
    private readonly Task _running;
    private volatile bool _isEnding;

    public RunningLoad(MessageLoad load, IReadOnlyList<string> keys) => _running = Task.Run(async () =>
    {
        while (!_isEnding)
        {
            foreach (MessageOutcome outcome in await load.SendAsync(keys))
                _outcomes.Enqueue(outcome);
        }
    });

    /// <summary>Waits until more messages were decided.</summary>
    public Task SomeMoreAsync() => WaitAsync(static outcome => outcome.IsDecided);

    /// <summary>Waits until more messages have failed.</summary>
    public Task SomeMoreFailAsync() => WaitAsync(static outcome => !outcome.IsDecided);

    /// <returns>What became of every message.</returns>
    public async Task<IReadOnlyList<MessageOutcome>> EndAsync()
    {
        _isEnding = true;
        await _running;
        return [.. _outcomes];
    }

    private async Task WaitAsync(Func<MessageOutcome, bool> counts)
    {
        int before = _outcomes.Count(counts);
        using var deadline = new CancellationTokenSource(Limit);
        while (_outcomes.Count(counts) < before + Some)
        {
            if (_running.IsCompleted)
                await _running;
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Delay(20, deadline.Token);
        }
    }
}
