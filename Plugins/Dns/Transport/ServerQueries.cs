using System.Net;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Servers;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Transport;

/// <summary>
/// Puts one question to the servers until one gives an answer. A server that answers that it cannot is not asked again, one that is silent is, in another round. The server that
/// answered last is asked first, so that one that is down costs one look-up its time, not all.
/// </summary>
internal sealed partial class ServerQueries(ResolverSettings settings, TimeProvider time, ILogger logger)
{
    private int _first;

    /// <summary>Asks.</summary>
    /// <param name="list">The servers.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Ends the asking with <see cref="OperationCanceledException"/>.</param>
    public async Task<Exchange> AskAsync(ServerList list, DnsQuestion question, CancellationToken cancellationToken)
    {
        var first = (list.Rotates ? Interlocked.Increment(ref _first) : Volatile.Read(ref _first)) & int.MaxValue;
        var failure = Exchange.Silence;
        var silent = new List<int>(list.Servers.Count);
        for (var i = 0; i < list.Servers.Count; i++)
            silent.Add((first + i) % list.Servers.Count);
        for (var round = settings.Attempts ?? list.Attempts ?? ResolverSettings.DefaultAttempts; round > 0 && silent.Count > 0; round--)
        {
            for (var i = 0; i < silent.Count; i++)
            {
                var server = silent[i];
                var exchange = await AskOneAsync(list, list.Servers[server], question, cancellationToken);
                if (exchange.Status == DnsStatus.Success)
                {
                    if (!list.Rotates)
                        Volatile.Write(ref _first, server);
                    return exchange;
                }

                LogFailure(list.Servers[server], question.Name, question.Type, exchange.Status);
                if (exchange.Status == DnsStatus.TimedOut)
                    continue;
                failure = exchange;
                silent.RemoveAt(i--);
            }
        }

        return failure;
    }

    private async Task<Exchange> AskOneAsync(ServerList list, IPEndPoint server, DnsQuestion question, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(settings.Timeout ?? list.Timeout ?? ResolverSettings.DefaultTimeout, time, cancellationToken);
        try
        {
            var exchange = await AskOneAsync(server, question, list.UsesTcpOnly, hasExtension: true, deadline.Token);
            if (exchange.LacksExtension)
                exchange = await AskOneAsync(server, question, list.UsesTcpOnly, hasExtension: false, deadline.Token);
            return exchange.Response is { IsAuthentic: true } response && !list.Trusts(server)
                ? exchange with { Response = response with { IsAuthentic = false } }
                : exchange;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Exchange.Silence;
        }
    }

    private static async Task<Exchange> AskOneAsync(
        IPEndPoint server, DnsQuestion question, bool usesTcp, bool hasExtension, CancellationToken cancellationToken)
    {
        var exchange = usesTcp ? default : await DatagramExchange.AskAsync(server, question, hasExtension, cancellationToken);
        return usesTcp || exchange.Response is { IsTruncated: true }
            ? await StreamExchange.AskAsync(server, question, hasExtension, cancellationToken)
            : exchange;
    }

    [LoggerMessage(2, LogLevel.Debug, "the DNS server {Server} gives no answer to {Name} {Type}: {Status}")]
    private partial void LogFailure(IPEndPoint server, DnsName name, DnsRecordType type, DnsStatus status);
}
