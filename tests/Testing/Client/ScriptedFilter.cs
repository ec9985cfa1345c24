using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postern.Testing.Client;

/// <summary>
/// A milter that answers each command with given bytes and keeps what it got, written without the host's codec.
/// It serves one connection after the other.
/// </summary>
public sealed class ScriptedFilter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<char, byte[], byte[]> _answer;
    private readonly List<string> _received = [];
    private readonly TaskCompletionSource _quit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    /// <param name="answer">From a command and its payload to the bytes to send; none for no answer.</param>
    public ScriptedFilter(Func<char, byte[], byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Ends when the first client has said that it leaves.</summary>
    public Task Quit => _quit.Task;

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>The commands so far: the letter and the payload with NUL as <c>|</c>.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    /// <summary>Continues everything after accepting a negotiation with these words.</summary>
    public static ScriptedFilter Continuing(
        Func<char, byte[], byte[]?> answer, uint version = 6, uint actions = 0x1FF, uint steps = 0) =>
        new((command, payload) => answer(command, payload) ?? command switch
        {
            'O' => Negotiation(version, actions, steps),
            'D' or 'A' or 'Q' or 'K' => [],
            _ => Frame('c'),
        });

    public static byte[] Negotiation(uint version, uint actions, uint steps, params byte[] rest)
    {
        byte[] payload = new byte[12 + rest.Length];
        BinaryPrimitives.WriteUInt32BigEndian(payload, version);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4), actions);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(8), steps);
        rest.CopyTo(payload, 12);
        return Frame('O', payload);
    }

    /// <summary>A frame; in the text <c>|</c> stands for NUL.</summary>
    public static byte[] Frame(char code, string payload = "") =>
        Frame(code, Encoding.Latin1.GetBytes(payload.Replace('|', '\0')));

    public static byte[] Frame(char code, byte[] payload)
    {
        byte[] frame = new byte[5 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length + 1);
        frame[4] = (byte)code;
        payload.CopyTo(frame, 5);
        return frame;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var socket = await _listener.AcceptSocketAsync(_stop.Token);
            await using var stream = new NetworkStream(socket);
            try
            {
                while (await AnswerAsync(stream))
                {
                }
            }
            catch (IOException)
            {
                // The client went away.
            }
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream)
    {
        byte[] length = new byte[4];
        if (await stream.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, _stop.Token) < 4)
            return false;
        byte[] frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame, _stop.Token);
        lock (_received)
            _received.Add(Encoding.Latin1.GetString(frame).Replace('\0', '|'));
        byte[] answer = _answer((char)frame[0], frame[1..]);
        await stream.WriteAsync(answer, _stop.Token);
        if (frame[0] != 'Q')
            return true;
        _quit.TrySetResult();
        return false;
    }
}
