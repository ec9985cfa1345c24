using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Transport;

/// <summary>Asks over TCP (RFC 7766), one query for each connection: only what does not fit a datagram comes this way.</summary>
internal static class StreamExchange
{
    private const int LengthBytes = sizeof(ushort);

    public static async Task<Exchange> AskAsync(IPEndPoint server, DnsQuestion question, bool hasExtension, CancellationToken cancellationToken)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var buffer = ArrayPool<byte>.Shared.Rent(LengthBytes + ushort.MaxValue);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, cancellationToken);
            await using var stream = new NetworkStream(socket);
            var length = QueryWriter.Write(buffer.AsSpan(LengthBytes), id, question, hasExtension);
            BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)length);
            await stream.WriteAsync(buffer.AsMemory(0, LengthBytes + length), cancellationToken);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, LengthBytes), cancellationToken);
            length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
            // There is nothing beyond TCP: a response that says of itself that it is not all is of no use.
            return ResponseReader.TryRead(buffer.AsSpan(0, length), id, question, out var response) && !response.IsTruncated
                ? Exchange.Of(response)
                : Exchange.Nonsense;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return exception is EndOfStreamException ? Exchange.Nonsense : Exchange.Silence;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
