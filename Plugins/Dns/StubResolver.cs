using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Hosting;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns;

/// <summary>The host's way to the DNS: a stub resolver (RFC 1034 §5.3.1) that asks the servers of resolv.conf, with a cache of its own.</summary>
[PluginExport(typeof(IDnsResolver), "dns")]
public sealed class StubResolver : IDnsResolver, IAsyncDisposable
{
    private readonly Lazy<LookupEngine> _engine;

    /// <summary>Makes a resolver; the configuration is read before its first look-up.</summary>
    [ImportingConstructor]
    public StubResolver(ResolverBlock block, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(environment);
        _engine = new Lazy<LookupEngine>(() => new LookupEngine(block.Settings, environment.Time, environment.Loggers.CreateLogger(nameof(StubResolver))));
    }

    /// <inheritdoc/>
    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        if (!DnsName.TryParse(name, out var parsed))
            return ValueTask.FromResult(new DnsAnswer(DnsStatus.NameError, [], IsAuthentic: false));
        var question = new DnsQuestion(parsed, type);
        return SpecialNames.Answer(question) is { } answer ? ValueTask.FromResult(answer) : _engine.Value.AskAsync(question, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _engine.IsValueCreated ? _engine.Value.DisposeAsync() : ValueTask.CompletedTask;
}
