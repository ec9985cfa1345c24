using System.Buffers.Binary;
using System.Text;
using Postern.Milter.Session;

namespace Postern.Testing.Milter;

/// <summary>A connection in memory: each piece fed is one receive, each send is kept; after the last piece the peer has closed.</summary>
internal sealed class MemoryTransport : ISessionTransport
{
    private readonly Queue<byte[]> _pieces = new();

    /// <summary>What the session sent, one entry per write.</summary>
    public List<byte[]> Writes { get; } = [];

    /// <summary>Fail sends, as a peer does that has gone.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The codes of all frames sent, between blanks.</summary>
    public string Codes => string.Join(' ', Split(Writes.SelectMany(static write => write).ToArray()).Select(static frame => frame.Code));

    public string LocalAddress => "memory";

    public string PeerAddress => "memory";

    /// <summary>The next receive gets these frames in one piece.</summary>
    public void Feed(params byte[][] frames) => _pieces.Enqueue([.. frames.SelectMany(static frame => frame)]);

    /// <summary>The frames of one write.</summary>
    public string FramesOf(int write) => string.Join(' ', Split(Writes[write]));

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        if (!_pieces.TryDequeue(out byte[]? piece))
            return ValueTask.FromResult(0);
        int count = Math.Min(piece.Length, buffer.Length);
        piece.AsSpan(0, count).CopyTo(buffer.Span);
        if (count == piece.Length)
            return ValueTask.FromResult(count);

        // What found no room comes first next time.
        var rest = _pieces.ToArray();
        _pieces.Clear();
        _pieces.Enqueue(piece[count..]);
        foreach (byte[] later in rest)
            _pieces.Enqueue(later);
        return ValueTask.FromResult(count);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (IsBroken)
            throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionReset);
        Writes.Add(bytes.ToArray());
        return ValueTask.CompletedTask;
    }

    public void SendNow(ReadOnlySpan<byte> bytes) => Writes.Add(bytes.ToArray());

    public bool HasPeerLeft() => false;

    public void Abort() => _pieces.Clear();

    public void Dispose()
    {
    }

    private static List<MtaFrame> Split(byte[] bytes)
    {
        List<MtaFrame> frames = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            frames.Add(new MtaFrame((char)bytes[at + 4], bytes[(at + 5)..(at + 4 + length)]));
            at += 4 + length;
        }

        return frames;
    }

    /// <summary>All bytes sent, as text for comparison.</summary>
    public string Sent => Encoding.Latin1.GetString([.. Writes.SelectMany(static write => write)]);
}
