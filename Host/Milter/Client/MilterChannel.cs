using System.Net.Sockets;
using System.Numerics;
using System.Text;
using Postern.Milter.Wire;

namespace Postern.Milter.Client;

/// <summary>Frames over a connection. What is written goes out in one piece when an answer is awaited.</summary>
internal sealed class MilterChannel(IMilterConnection connection, MilterClientOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The longest frame taken from a filter: the largest data size of the protocol and the command byte.</summary>
    public const int FrameLimit = (1 << 20) + 1;

    private const int ShownBytes = 40;

    private byte[] _input = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>What goes out with the next flush or read.</summary>
    public FrameWriter Output { get; } = new();

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (options.Observer is not null)
            ShowOutput(options.Observer);
        using var deadline = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await connection.SendAsync(Output.Written, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MilterClientException(
                MilterClientFailure.TimedOut, $"the filter did not take a command within {options.SendTimeout.TotalSeconds:0.#} seconds");
        }
        catch (SocketException e)
        {
            throw new MilterClientException(
                MilterClientFailure.Closed, $"the filter closed the connection while a command was sent: {e.Message}", e);
        }
        finally
        {
            Output.Clear();
        }
    }

    /// <summary>Sends what was written and reads the next frame; its payload is valid until the next call.</summary>
    public async ValueTask<MilterFrame> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Output.Length > 0)
            await FlushAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            FrameHeader header;
            while (!TryTakeHeader(out header))
                await FillAsync(header.Length == 0 ? FrameReader.LengthBytes : header.TotalBytes, either.Token);
            var frame = new MilterFrame((ReplyCode)header.Code, _input.AsMemory(_start + FrameHeader.Bytes, header.PayloadBytes));
            _start += header.TotalBytes;
            options.Observer?.Received((char)header.Code, frame.Payload.Span);
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

    public void Dispose()
    {
        connection.Dispose();
        Output.Dispose();
    }

    private void ShowOutput(IMilterFrameObserver observer)
    {
        for (var rest = Output.Written.Span; FrameReader.Read(rest, int.MaxValue, out var header) == FrameStatus.Complete;)
        {
            observer.Sent((char)header.Code, rest.Slice(FrameHeader.Bytes, header.PayloadBytes));
            rest = rest[header.TotalBytes..];
        }
    }

    private bool TryTakeHeader(out FrameHeader header)
    {
        var status = FrameReader.Read(_input.AsSpan(_start, _end - _start), FrameLimit, out header);
        if (status != FrameStatus.Invalid)
            return status == FrameStatus.Complete;
        throw new MilterClientException(MilterClientFailure.Protocol,
            $"not a milter: a frame of 1 to {FrameLimit} bytes was expected, what came begins with \"{Beginning()}\"");
    }

    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_input.Length - _start < count)
        {
            byte[] room = _input.Length < count ? new byte[BitOperations.RoundUpToPowerOf2((uint)count)] : _input;
            _input.AsSpan(_start, _end - _start).CopyTo(room);
            (_input, _end, _start) = (room, _end - _start, 0);
        }

        while (_end - _start < count)
        {
            int read = await connection.ReceiveAsync(_input.AsMemory(_end), cancellationToken);
            if (read == 0)
                throw Closed();
            _end += read;
        }
    }

    private MilterClientException Closed() => _end == _start
        ? new(MilterClientFailure.Closed, "the filter closed the connection instead of answering")
        : new(MilterClientFailure.Protocol,
            $"the filter closed the connection inside a frame, after \"{Beginning()}\"");

    private string Beginning()
    {
        var text = new StringBuilder();
        foreach (byte b in _input.AsSpan(_start, Math.Min(_end - _start, ShownBytes)))
            text.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
        return text.ToString();
    }
}
