using System.Net.Sockets;
using Postern.Milter.Server;
using Postern.Milter.Wire;

namespace Postern.Milter.Session;

/// <summary>
/// A session's connection: frames in, replies out, and how it ends. Each wait has a deadline that the server's sweep checks. The buffers are used
/// again for later connections.
/// </summary>
internal sealed class FrameConnection(CoarseClock clock, MilterTimeouts timeouts, int frameLimit) : IDisposable
{
    private const int Broken = -1;

    private readonly ReceiveBuffer _input = new();
    private readonly Lock _gate = new();
    private ISessionTransport? _transport;
    private long _waitDeadline = CoarseClock.Never;

    /// <summary>Replies that have not been sent yet.</summary>
    public FrameWriter Output { get; } = new();

    /// <summary>Why the session ends; <see cref="SessionEnd.None"/> while it does not.</summary>
    public SessionEnd End { get; private set; }

    /// <summary>Whether the peer has sent anything.</summary>
    public bool HasReceived { get; private set; }

    public ISessionTransport Transport => _transport!;

    /// <summary>The bytes at which the frame reader stands.</summary>
    public ReadOnlySpan<byte> Unread => _input.Unread;

    public void Attach(ISessionTransport transport)
    {
        lock (_gate)
        {
            _transport = transport;
            _waitDeadline = CoarseClock.Never;
            End = SessionEnd.None;
        }

        HasReceived = false;
    }

    /// <summary>Ends the session after the replies written so far; the first reason counts.</summary>
    public void Finish(SessionEnd end)
    {
        if (End == SessionEnd.None)
            End = end;
    }

    /// <summary>Ends the session because of a fault of the host, whatever else was the reason before.</summary>
    public void Fail() => End = SessionEnd.HostFailed;

    /// <summary>Ends a wait whose time is up. Thread-safe.</summary>
    public void Check(long now)
    {
        lock (_gate)
        {
            if (now < Volatile.Read(ref _waitDeadline))
                return;
            Finish(SessionEnd.PeerTimedOut);
            _transport?.Abort();
        }
    }

    /// <summary>Ends the connection, or only a wait for the peer. Thread-safe.</summary>
    public void Abort(SessionEnd end, bool onlyWaiting)
    {
        lock (_gate)
        {
            if (onlyWaiting && Volatile.Read(ref _waitDeadline) == CoarseClock.Never)
                return;
            Finish(end);
            _transport?.Abort();
        }
    }

    /// <summary>Takes the next frame; the payload is valid until the next receive.</summary>
    public FrameStatus TakeFrame(out FrameHeader frame, out ReadOnlyMemory<byte> payload)
    {
        var status = FrameReader.Read(_input.Unread, frameLimit, out frame);
        payload = default;
        if (status == FrameStatus.Complete)
            payload = _input.Take(frame.TotalBytes)[FrameHeader.Bytes..];
        else if (status == FrameStatus.NeedsMore && frame.Length > 0)
            _input.Expect(frame.TotalBytes);
        return status;
    }

    /// <summary>Begins a wait for bytes: the room for them.</summary>
    public Memory<byte> BeginReceive(TimeSpan limit)
    {
        Volatile.Write(ref _waitDeadline, clock.After(limit));
        return _input.Free();
    }

    /// <summary>The wait has ended with this many bytes: 0 when the peer has closed.</summary>
    public void EndReceive(int count)
    {
        Volatile.Write(ref _waitDeadline, CoarseClock.Never);
        if (count > 0)
        {
            _input.Added(count);
            HasReceived = true;
        }
        else
            Finish(count == Broken ? SessionEnd.PeerReset : SessionEnd.PeerClosed);
    }

    /// <summary>The wait has ended because the connection broke.</summary>
    public void BreakReceive() => EndReceive(Broken);

    /// <summary>Sends the replies written so far in one write.</summary>
    public ValueTask FlushAsync()
    {
        if (Output.Length == 0)
            return ValueTask.CompletedTask;
        try
        {
            var send = Transport.SendAsync(Output.Written);
            if (!send.IsCompletedSuccessfully)
                return WaitForSend(send);
        }
        catch (SocketException)
        {
            Finish(SessionEnd.PeerReset);
        }

        Output.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a progress frame while the session waits for its filter. Thread-safe.</summary>
    public void SendProgress() => SendNow(ReplyCode.Progress);

    /// <summary>Ends the connection while the session hangs in its filter. Thread-safe.</summary>
    public void GiveUp(bool tellsTempFail)
    {
        if (tellsTempFail)
            SendNow(ReplyCode.TempFail);
        Abort(SessionEnd.HandlerAbandoned, onlyWaiting: false);
    }

    /// <summary>Whether the peer has closed; only while no receive is under way. Thread-safe.</summary>
    public bool HasPeerLeft()
    {
        lock (_gate)
            return _transport?.HasPeerLeft() ?? true;
    }

    /// <summary>Closes the connection and makes the buffers ready for the next one.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _transport?.Dispose();
            _transport = null;
            _waitDeadline = CoarseClock.Never;
        }

        Output.Clear();
        _input.Clear();
    }

    public void Dispose()
    {
        Output.Dispose();
        _input.Dispose();
    }

    private void SendNow(ReplyCode code)
    {
        lock (_gate)
            _transport?.SendNow([0, 0, 0, 1, (byte)code]);
    }

    // The peer does not read as fast as the host writes.
    private async ValueTask WaitForSend(ValueTask send)
    {
        Volatile.Write(ref _waitDeadline, clock.After(timeouts.Send));
        try
        {
            await send;
        }
        catch (SocketException)
        {
            Finish(SessionEnd.PeerReset);
        }

        Volatile.Write(ref _waitDeadline, CoarseClock.Never);
        Output.Clear();
    }
}
