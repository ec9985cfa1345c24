using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Postern.Milter.Client;

/// <summary>Frames over a connected socket. What is written goes out in one piece when an answer is awaited.</summary>
internal sealed class MilterChannel(Socket socket, TimeProvider time) : IDisposable
{
    /// <summary>The longest frame taken from a filter: the largest data size of the protocol and the command byte.</summary>
    public const int FrameLimit = (1 << 20) + 1;

    private readonly ArrayBufferWriter<byte> _output = new(512);
    private byte[] _input = new byte[4096];
    private int _start;
    private int _end;

    public void Write(byte command, ReadOnlySpan<byte> payload)
    {
        var head = _output.GetSpan(5);
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length + 1);
        head[4] = command;
        _output.Advance(5);
        _output.Write(payload);
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var rest = _output.WrittenMemory; !rest.IsEmpty;)
                rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellationToken)..];
        }
        catch (SocketException e)
        {
            throw new MilterClientException(
                MilterClientFailure.Closed, $"the filter closed the connection while a command was sent: {e.Message}", e);
        }
        finally
        {
            _output.ResetWrittenCount();
        }
    }

    /// <summary>Sends what was written and reads the next frame; its payload is valid until the next call.</summary>
    public async ValueTask<MilterFrame> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await FlushAsync(either.Token);
            await FillAsync(4, either.Token);
            int length = FrameLength();
            await FillAsync(4 + length, either.Token);
            var frame = new MilterFrame(_input[_start + 4], _input.AsMemory(_start + 5, length - 1));
            _start += 4 + length;
            return frame;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MilterClientException(
                MilterClientFailure.TimedOut, $"the filter sent no answer within {timeout.TotalSeconds:0.#} seconds");
        }
        catch (SocketException e)
        {
            throw new MilterClientException(
                MilterClientFailure.Closed, $"the connection broke while an answer was awaited: {e.Message}", e);
        }
    }

    public void Dispose() => socket.Dispose();

    private int FrameLength()
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_input.AsSpan(_start));
        if (length is > 0 and <= FrameLimit)
            return (int)length;
        string shown = Printable(_input.AsSpan(_start, Math.Min(_end - _start, 40)));
        throw new MilterClientException(MilterClientFailure.Protocol,
            $"not a milter: a frame of 1 to {FrameLimit} bytes was expected, what came begins with \"{shown}\"");
    }

    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_input.Length - _start < count)
        {
            byte[] room = _input.Length < count ? new byte[BitOperationsRoundUp(count)] : _input;
            _input.AsSpan(_start, _end - _start).CopyTo(room);
            (_input, _end, _start) = (room, _end - _start, 0);
        }

        while (_end - _start < count)
        {
            int read = await socket.ReceiveAsync(_input.AsMemory(_end), SocketFlags.None, cancellationToken);
            if (read == 0)
                throw Closed();
            _end += read;
        }
    }

    private MilterClientException Closed() => _end == _start
        ? new(MilterClientFailure.Closed, "the filter closed the connection instead of answering")
        : new(MilterClientFailure.Protocol,
            $"the filter closed the connection inside a frame, after \"{Printable(_input.AsSpan(_start, Math.Min(_end - _start, 40)))}\"");

    private static int BitOperationsRoundUp(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count);

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (byte b in bytes)
            text.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
        return text.ToString();
    }
}
