using System.Buffers.Binary;
using System.Net.Sockets;
using Postern.Milter.Server;

namespace Postern.Testing.Milter;

/// <summary>An MTA's side of a milter connection, one frame at a time.</summary>
public sealed class MtaPeer : IDisposable
{
    /// <summary>Only so that a broken host fails a test and does not hang it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;

    private MtaPeer(Socket socket) => _socket = socket;

    public static async Task<MtaPeer> ConnectAsync(MilterAddress address)
    {
        var end = await address.ResolveAsync(CancellationToken.None);
        var socket = new Socket(end.AddressFamily, SocketType.Stream, address.Family == MilterAddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        await socket.ConnectAsync(end);
        return new MtaPeer(socket);
    }

    public async Task SendAsync(params byte[][] frames)
    {
        byte[] bytes = [.. frames.SelectMany(static frame => frame)];
        for (int sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None);
    }

    /// <summary>Reads one frame; <see langword="null"/> when the host has closed.</summary>
    public async Task<MtaFrame?> ReadAsync()
    {
        byte[]? prefix = await ReadBytesAsync(4);
        if (prefix is null)
            return null;
        byte[]? rest = await ReadBytesAsync((int)BinaryPrimitives.ReadUInt32BigEndian(prefix));
        return rest is null ? null : new MtaFrame((char)rest[0], rest[1..]);
    }

    /// <summary>Sends frames and reads the reply to the last of them.</summary>
    public async Task<string> AskAsync(params byte[][] frames)
    {
        await SendAsync(frames);
        return (await ReadAsync())?.ToString() ?? "closed";
    }

    /// <summary>Reads the frames up to and with the final reply of a message.</summary>
    public async Task<List<string>> ReadVerdictAsync()
    {
        List<string> frames = [];
        while (await ReadAsync() is { } frame)
        {
            if (frame.Code != 'p')
                frames.Add(frame.ToString());
            if ("acrtdys".Contains(frame.Code, StringComparison.Ordinal))
                return frames;
        }

        frames.Add("closed");
        return frames;
    }

    /// <summary>Negotiates and reads the answer.</summary>
    public async Task<MtaFrame> NegotiateAsync(uint version = 6, uint actions = 0x1FF, uint steps = 0x1FFFFF)
    {
        await SendAsync(Frames.Offer(version, actions, steps));
        return await ReadAsync() ?? throw new InvalidOperationException("the host closed at option negotiation");
    }

    /// <summary>Whether nothing comes: asks with a command that is always answered, and sees that its answer is the next frame.</summary>
    public void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> ReadBytesAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            int read;
            try
            {
                read = await _socket.ReceiveAsync(bytes.AsMemory(have), SocketFlags.None, patience.Token);
            }
            catch (SocketException)
            {
                return null;
            }

            if (read == 0)
                return null;
            have += read;
        }

        return bytes;
    }
}
