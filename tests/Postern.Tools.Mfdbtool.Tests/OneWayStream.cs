namespace Postern.Tools.Mfdbtool.Tests;

/// <summary>What comes through a pipe: it cannot be read twice.</summary>
internal sealed class OneWayStream(byte[] bytes) : Stream
{
    private const int MostAtOnce = 1000;

    private int _place;

    /// <summary>Where <see cref="Stop"/> is cancelled.</summary>
    public int StopsAt { get; init; } = int.MaxValue;

    public CancellationTokenSource? Stop { get; init; }

    public Action? OnRead { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        OnRead?.Invoke();
        if (_place >= StopsAt)
            Stop!.Cancel();
        int length = Math.Min(Math.Min(count, MostAtOnce), bytes.Length - _place);
        bytes.AsSpan(_place, length).CopyTo(buffer.AsSpan(offset));
        _place += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
