using System.Buffers;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Reads another stream through a coding, in bounded memory. It cannot seek; disposing it disposes the other.</summary>
internal abstract class CodingStream(Stream source) : ForwardStream
{
    /// <summary>How far a coding may look ahead before it must take what there is, in bytes.</summary>
    protected const int LongestLookAhead = 1024;

    private const int InputSize = 16 * 1024;

    // A coding writes nothing smaller than a line at once.
    private const int SmallestOutput = 256;

    private byte[]? _input = ArrayPool<byte>.Shared.Rent(InputSize);
    private byte[]? _small;
    private ReadOnlyMemory<byte> _ready;
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>What was irregular in what has been read so far.</summary>
    public MessageAnomalies Anomalies { get; protected set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_ready.IsEmpty && buffer.Length >= SmallestOutput)
            return Produce(buffer);
        if (_ready.IsEmpty)
        {
            _small ??= new byte[SmallestOutput];
            _ready = _small.AsMemory(0, Produce(_small));
        }

        int count = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    // What is read lies in memory or in a local file.
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Converts what it can.</summary>
    /// <param name="input">What was read. What is left unconsumed comes again with more behind it, so that at most <see cref="LongestLookAhead"/> bytes may be left for want of input.</param>
    /// <param name="output">Room for the result, at least a line's.</param>
    /// <param name="isFinal">Nothing comes behind the input. Called until nothing is consumed and nothing written any more.</param>
    protected abstract Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _input is { } input)
        {
            _input = null;
            ArrayPool<byte>.Shared.Return(input);
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Produce(Span<byte> output)
    {
        ObjectDisposedException.ThrowIf(_input is null, this);
        while (true)
        {
            Progress progress = Convert(_input.AsSpan(_start, _end - _start), output, _isAtEnd);
            _start += progress.Consumed;
            if (progress.Written > 0)
                return progress.Written;
            if (progress.Consumed == 0 && _isAtEnd)
                return 0;
            if (progress.Consumed == 0 || _start == _end)
                Fill(_input);
        }
    }

    private void Fill(byte[] input)
    {
        input.AsSpan(_start, _end - _start).CopyTo(input);
        (_start, _end) = (0, _end - _start);
        int count = _isAtEnd ? 0 : source.Read(input.AsSpan(_end));
        _end += count;
        _isAtEnd = count == 0;
    }

    /// <param name="Consumed">Bytes of the input.</param>
    /// <param name="Written">Bytes of the output.</param>
    protected readonly record struct Progress(int Consumed, int Written);
}
