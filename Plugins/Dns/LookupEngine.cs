using Microsoft.Extensions.Logging;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Caching;
using Postern.Plugins.Dns.Servers;
using Postern.Plugins.Dns.Transport;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns;

/// <summary>Answers questions: what is known already, or by one look-up for all who ask the same, a bounded number of them at one time.</summary>
internal sealed class LookupEngine : IAsyncDisposable
{
    private readonly ResolverSettings _settings;
    private readonly TimeProvider _time;
    private readonly ServerFile _file;
    private readonly ServerQueries _queries;
    private readonly SemaphoreSlim _slots;
    private readonly Lock _gate = new();
    private readonly Dictionary<DnsQuestion, JoinedLookup> _pending = [];
    private ServerList? _servers;

    public LookupEngine(ResolverSettings settings, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _time = time;
        _file = new ServerFile(settings.File, time, logger);
        _queries = new ServerQueries(settings, time, logger);
        _slots = new SemaphoreSlim(settings.MostQueries);
        Cache = new AnswerCache(settings.CacheEntries, settings.CacheBytes, time);
    }

    /// <summary>What is kept.</summary>
    public AnswerCache Cache { get; }

    /// <summary>Answers.</summary>
    public ValueTask<DnsAnswer> AskAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var servers = _file.Current();
        if (Interlocked.Exchange(ref _servers, servers) is { } before && before != servers)
            Cache.Clear();
        return Cache.TryGet(question, out var answer) ? ValueTask.FromResult(answer) : JoinAsync(question, cancellationToken);
    }

    /// <summary>Gives up what is under way, and returns when nothing of it runs.</summary>
    public async ValueTask DisposeAsync()
    {
        JoinedLookup[] pending;
        lock (_gate)
            pending = [.. _pending.Values];
        foreach (var lookup in pending)
            lookup.Abandon();
        await Task.WhenAll(pending.Select(static lookup => lookup.Work));
        _slots.Dispose();
    }

    private async ValueTask<DnsAnswer> JoinAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var lookup = Join(question, out var isFirst);
        if (isFirst)
            lookup.Work = RunAsync(question, lookup);
        try
        {
            return await lookup.Result.WaitAsync(cancellationToken);
        }
        finally
        {
            if (Leave(question, lookup))
                lookup.Abandon();
        }
    }

    private JoinedLookup Join(DnsQuestion question, out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = !_pending.TryGetValue(question, out var lookup);
            if (lookup is null)
                _pending.Add(question, lookup = new JoinedLookup());
            lookup.Waiters++;
            return lookup;
        }
    }

    /// <returns>Whether the look-up is to be given up.</returns>
    private bool Leave(DnsQuestion question, JoinedLookup lookup)
    {
        lock (_gate)
            return --lookup.Waiters == 0 && Forget(question, lookup);
    }

    /// <summary>Lets nobody join any more. Under the lock.</summary>
    /// <returns>Whether somebody could.</returns>
    private bool Forget(DnsQuestion question, JoinedLookup lookup) =>
        _pending.TryGetValue(question, out var current) && current == lookup && _pending.Remove(question);

    private async Task RunAsync(DnsQuestion question, JoinedLookup lookup)
    {
        var work = LookUpAsync(question, lookup.Token);
        await Task.WhenAny(work);
        lock (_gate)
            Forget(question, lookup);
        lookup.Complete(work);
    }

    private async Task<DnsAnswer> LookUpAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_settings.TotalTimeout, _time, cancellationToken);
        var outcome = Outcome.Of(DnsStatus.TimedOut);
        try
        {
            await _slots.WaitAsync(deadline.Token);
            try
            {
                outcome = Outcome.Of(DnsStatus.TimedOut, _settings.FailureTimeToLive);
                outcome = await ResolveAsync(question, deadline.Token);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up. A look-up whose turn never came says nothing about the name, and is not kept.
        }

        Cache.Add(question, outcome);
        return outcome.Answer;
    }

    private async Task<Outcome> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var chain = new AliasChain(question, _settings.MostAliases);
        while (true)
        {
            var exchange = await _queries.AskAsync(_file.Current(), chain.Question, cancellationToken);
            if (exchange is not { Status: DnsStatus.Success, Response: { } response })
                return Outcome.Of(exchange.Status, _settings.FailureTimeToLive);
            if (chain.Follow(response) is { } outcome)
                return outcome with { TimeToLive = Clamp(outcome) };
        }
    }

    private TimeSpan Clamp(Outcome outcome)
    {
        var most = outcome.Answer.Status == DnsStatus.Success ? _settings.MostTimeToLive : _settings.MostNegativeTimeToLive;
        var time = outcome.TimeToLive < most ? outcome.TimeToLive : most;
        return time > _settings.LeastTimeToLive ? time : _settings.LeastTimeToLive;
    }
}
