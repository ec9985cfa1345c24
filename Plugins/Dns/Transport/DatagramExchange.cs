using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Transport;

/// <summary>
/// Asks over UDP. Every query has a socket of its own, so that the system picks a port at random for each; the socket is connected, so that it takes datagrams from that server's address and
/// port alone and hears that nobody listens there. Id and port together are what a forger has to guess (RFC 5452).
/// </summary>
internal static class DatagramExchange
{
    /// <summary>More than we ask for: there are servers that send what they like.</summary>
    private const int BufferBytes = 4096;

    public static async Task<Exchange> AskAsync(IPEndPoint server, DnsQuestion question, bool hasExtension, CancellationToken cancellationToken)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(server, cancellationToken);
            var length = QueryWriter.Write(buffer, id, question, hasExtension);
            await socket.SendAsync(buffer.AsMemory(0, length), cancellationToken);
            do
            {
                length = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            }
            while (!ResponseReader.IsAnswerTo(buffer.AsSpan(0, length), id, question));
            return ResponseReader.TryRead(buffer.AsSpan(0, length), id, question, out var response) ? Exchange.Of(response) : Exchange.Nonsense;
        }
        catch (SocketException)
        {
            // Nobody listens, or there is no way to there.
            return Exchange.Silence;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
