using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Wire;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dns.Tests.Fakes;

/// <summary>A resolver's engine with a resolv.conf of its own.</summary>
internal sealed class EngineLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("postern-dns");

    public EngineLab(string resolvConf, Func<ResolverSettings, ResolverSettings>? change = null, TimeProvider? time = null)
    {
        var settings = new ResolverSettings { File = _folder.Write("resolv.conf", resolvConf) };
        Engine = new LookupEngine(change is null ? settings : change(settings), time ?? TimeProvider.System, NullLogger.Instance);
    }

    public LookupEngine Engine { get; }

    public static DnsQuestion Question(string name, DnsRecordType type = DnsRecordType.A)
    {
        Assert.IsTrue(DnsName.TryParse(name, out var parsed));
        return new DnsQuestion(parsed, type);
    }

    public void Rewrite(string resolvConf) => _folder.Write("resolv.conf", resolvConf);

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordType type = DnsRecordType.A, CancellationToken cancellationToken = default) =>
        await Engine.AskAsync(Question(name, type), cancellationToken);

    /// <summary>Status and data, as one text.</summary>
    public async Task<string> TellAsync(string name, DnsRecordType type = DnsRecordType.A)
    {
        var answer = await AskAsync(name, type);
        return string.Join(' ', answer.Records.Select(static record => record.Data).Prepend(answer.Status.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }
}
