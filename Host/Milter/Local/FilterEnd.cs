using Postern.Milter.Session;

namespace Postern.Milter.Local;

/// <summary>The filter's end of a connection in memory.</summary>
internal sealed class FilterEnd(MemoryPipe fromMta, MemoryPipe toMta) : ISessionTransport
{
    private const string Name = "this process";

    public string LocalAddress => Name;

    public string PeerAddress => Name;

    // Abort ends the wait by closing the pipe; nobody cancels it.
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => fromMta.ReadAsync(buffer, CancellationToken.None);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        toMta.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public void SendNow(ReadOnlySpan<byte> bytes)
    {
        if (!toMta.IsClosed)
            toMta.Write(bytes);
    }

    public bool HasPeerLeft() => fromMta.IsClosed;

    public void Abort()
    {
        fromMta.Close();
        toMta.Close();
    }

    public void Dispose() => Abort();
}
