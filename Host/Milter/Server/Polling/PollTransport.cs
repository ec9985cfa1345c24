using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using Postern.Milter.Session;

namespace Postern.Milter.Server.Polling;

/// <summary>
/// A connected socket in a poll loop, told of changes only (edge-triggered): a receive costs one system call, and none before there is something
/// to receive. The loop's thread runs what waits for it; a session that a worker has taken on receives and sends from there.
/// </summary>
internal sealed class PollTransport : ISessionTransport, IValueTaskSource<int>
{
    private const PollFlags Reading = PollFlags.Readable | PollFlags.PeerHangUp | PollFlags.Edge;
    private const PollFlags Gone = PollFlags.PeerHangUp | PollFlags.HangUp | PollFlags.Error;

    // An MTA that sends one command after the other is back sooner; one that waits for its own client is not.
    private const int LingerMilliseconds = 2;

    // What is known of the receiving side. A change that comes while nobody waits is remembered.
    private const int Quiet = 0;
    private const int Changed = 1;
    private const int Waiting = 2;

    private readonly PollLoop _loop;
    private readonly int _descriptor;
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<int> _received;
    private TaskCompletionSource? _writable;
    private Memory<byte> _buffer;
    private int _state;
    private volatile bool _hasEnded;
    private bool _isClosed;
    private bool _isMuted;

    public PollTransport(PollLoop loop, int descriptor)
    {
        _loop = loop;
        _descriptor = descriptor;
    }

    /// <summary>What the loop calls this connection by.</summary>
    public ulong Ticket { get; set; }

    public string LocalAddress => Ask(static socket => Name(socket.LocalEndPoint)) ?? "";

    public string PeerAddress => Ask(static socket =>
        Name(socket.AddressFamily == AddressFamily.Unix ? socket.LocalEndPoint : socket.RemoteEndPoint)) ?? "";

    /// <summary>Begins to be told of changes; false when the system has no room for it.</summary>
    public bool TryRegister() => _loop.Control(NativePolling.OperationAdd, _descriptor, Reading, Ticket);

    /// <summary>Asks the class library what it knows of the socket; the default value when it is closed or broken.</summary>
    public T? Ask<T>(Func<Socket, T> question)
    {
        lock (_gate)
        {
            if (_isClosed)
                return default;
            try
            {
                using var handle = new SafeSocketHandle(_descriptor, ownsHandle: false);
                using var socket = new Socket(handle);
                return question(socket);
            }
            catch (SocketException)
            {
                return default;
            }
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (true)
        {
            if (_hasEnded || Interlocked.CompareExchange(ref _state, Quiet, Changed) == Changed)
            {
                int count = Receive(buffer.Span);
                if (count >= 0)
                    return ValueTask.FromResult(count);
            }

            if (_isMuted)
                Listen(Reading);
            _received.Reset();
            _buffer = buffer;
            if (Interlocked.CompareExchange(ref _state, Waiting, Quiet) == Quiet)
                return new ValueTask<int>(this, _received.Version);
        }
    }

    public void Linger()
    {
        // The loop's thread must not be woken for what this one waits for.
        if (!_isMuted)
            Listen(PollFlags.Edge);
        _isMuted = true;
        var one = new PollDescriptor { Descriptor = _descriptor, Wanted = NativePolling.Readable | NativePolling.PeerHangUp };
        if (NativePolling.poll(ref one, 1, LingerMilliseconds) > 0)
            Interlocked.CompareExchange(ref _state, Changed, Quiet);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        int sent = Send(bytes.Span);
        return sent == bytes.Length ? ValueTask.CompletedTask : SendRest(bytes[Math.Max(sent, 0)..]);
    }

    public void SendNow(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            // What goes wrong here the session sees at its next send.
            if (!_isClosed)
                _ = NativePolling.send(_descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length, NativePolling.DoNotWait | NativePolling.NoSignal);
        }
    }

    public bool HasPeerLeft()
    {
        byte next = 0;
        lock (_gate)
            return _isClosed || NativePolling.recv(_descriptor, ref next, 1, NativePolling.Peek | NativePolling.DoNotWait) == 0;
    }

    public void Abort()
    {
        lock (_gate)
        {
            if (!_isClosed)
                _ = NativePolling.shutdown(_descriptor, NativePolling.ShutdownBoth);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _loop.Forget(Ticket);
            _ = NativePolling.close(_descriptor);
        }
    }

    /// <summary>Called by the loop: something has changed.</summary>
    public void Notify(PollFlags flags)
    {
        // After the end of the stream there is no further change to be told of, so receives must look by themselves.
        if ((flags & Gone) != PollFlags.None)
            _hasEnded = true;
        if ((flags & (PollFlags.Writable | Gone)) != PollFlags.None)
            Volatile.Read(ref _writable)?.TrySetResult();
        if ((flags & (PollFlags.Readable | Gone)) == PollFlags.None)
            return;
        if (Interlocked.Exchange(ref _state, Changed) == Waiting)
            Resume();
    }

    int IValueTaskSource<int>.GetResult(short token) => _received.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _received.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _received.OnCompleted(continuation, state, token, flags);

    // The waiting receive belongs to this thread now: nobody else takes the state out of Changed while one waits.
    private void Resume()
    {
        Volatile.Write(ref _state, Quiet);
        int count;
        try
        {
            count = Receive(_buffer.Span);
        }
        catch (SocketException error)
        {
            _received.SetException(error);
            return;
        }

        if (count >= 0)
            _received.SetResult(count);
        else if (Interlocked.CompareExchange(ref _state, Waiting, Quiet) != Quiet)
            Resume();
    }

    // The number of bytes, 0 at the end, -1 when there is nothing at present.
    private int Receive(Span<byte> buffer)
    {
        while (true)
        {
            nint count = NativePolling.recv(_descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length, NativePolling.DoNotWait);
            if (count >= 0)
            {
                // A full buffer may have left something behind, which is no change to be told of.
                if (count == buffer.Length)
                    Interlocked.CompareExchange(ref _state, Changed, Quiet);
                return (int)count;
            }

            int error = NativePolling.LastError;
            if (error == NativePolling.ErrorAgain)
                return -1;
            if (error != NativePolling.ErrorInterrupted)
                throw Broken();
        }
    }

    private int Send(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            nint count = NativePolling.send(
                _descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length, NativePolling.DoNotWait | NativePolling.NoSignal);
            if (count >= 0)
                return (int)count;
            int error = NativePolling.LastError;
            if (error == NativePolling.ErrorAgain)
                return -1;
            if (error != NativePolling.ErrorInterrupted)
                throw Broken();
        }
    }

    private async ValueTask SendRest(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            await WhenWritable();
            bytes = bytes[Math.Max(Send(bytes.Span), 0)..];
        }
    }

    // Rare: only a peer that does not read makes a reply wait.
    private async ValueTask WhenWritable()
    {
        var writable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _writable, writable);
        Listen(Reading | PollFlags.Writable);
        await writable.Task;
        Volatile.Write(ref _writable, null);
        Listen(Reading);
    }

    // What is true already when it is asked for is told too.
    private void Listen(PollFlags flags)
    {
        _isMuted = false;
        _loop.Control(NativePolling.OperationModify, _descriptor, flags, Ticket);
    }

    private static SocketException Broken() => new((int)SocketError.ConnectionReset);

    private static string Name(EndPoint? end) => end switch
    {
        IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } ip =>
            string.Create(CultureInfo.InvariantCulture, $"inet6:{ip.Port}@{ip.Address}"),
        IPEndPoint ip => string.Create(CultureInfo.InvariantCulture, $"inet:{ip.Port}@{ip.Address}"),
        UnixDomainSocketEndPoint path => "unix:" + path,
        _ => "",
    };
}
