using System.Net.Sockets;
using Postern.Abstractions.Milter;
using Postern.Daemon;
using Postern.Daemon.Posix;
using Postern.Milter.Client;
using Postern.Tools.Mtasim.CommandLine;

namespace Postern.Tools.Mtasim.Filter;

/// <summary>Connects to the filter and negotiates.</summary>
internal static class FilterConnection
{
    /// <exception cref="StartException">The filter cannot be reached, or is none.</exception>
    public static async Task<MilterClient> OpenAsync(
        FilterPort port, MtasimOptions options, PacketLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        log.Connecting(port.Text);
        MilterClient? client = null;
        try
        {
            client = await MilterClient.ConnectAsync(
                await port.Address.ResolveAsync(cancellationToken), Offer(port, options, log), time, cancellationToken);
            await client.NegotiateAsync(cancellationToken);
            return client;
        }
        catch (Exception e) when (e is MilterClientException or SocketException)
        {
            log.Error(e.Message);
            if (client is not null)
                await client.DisposeAsync();
            throw new StartException(ExitCode.Unavailable, $"cannot connect to the milter using {port.Text}: {e.Message}");
        }
    }

    private static MilterClientOptions Offer(FilterPort port, MtasimOptions options, PacketLog log)
    {
        var offer = options.Version is { } version ? MilterClientOptions.ForVersion(version) : new MilterClientOptions();
        return offer with
        {
            Actions = options.Actions is { } actions ? (MilterActions)actions : offer.Actions,
            Steps = options.Steps is { } steps ? (MilterSteps)steps : offer.Steps,
            ConnectTimeout = port.Timeouts.Connect,
            SendTimeout = port.Timeouts.Send,
            CommandTimeout = port.Timeouts.Read,
            ContentTimeout = port.Timeouts.EndOfMessage,
            EndOfMessageTimeout = port.Timeouts.EndOfMessage,
            Observer = log,
        };
    }
}
