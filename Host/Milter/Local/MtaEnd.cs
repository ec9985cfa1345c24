using Postern.Milter.Client;

namespace Postern.Milter.Local;

/// <summary>The MTA's end of a connection in memory.</summary>
internal sealed class MtaEnd(MemoryPipe fromFilter, MemoryPipe toFilter) : IMilterConnection
{
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!bytes.IsEmpty)
            toFilter.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        fromFilter.ReadAsync(buffer, cancellationToken);

    public void Dispose() => toFilter.Close();
}
