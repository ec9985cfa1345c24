namespace Postern.Plugins.Io;

/// <summary>One direction or both of an open file, pipe or socket.</summary>
internal abstract class Endpoint : IAsyncDisposable
{
    /// <summary>The system's descriptor, for a child process to inherit a copy of.</summary>
    public abstract int Descriptor { get; }

    public virtual bool CanSeek => false;

    /// <exception cref="IOException">The system refused; its number is in HResult or in a socket error within.</exception>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <inheritdoc cref="ReadAsync"/>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Moves the position, from the start or from where it is.</summary>
    public virtual void Seek(long offset, SeekOrigin origin)
    {
    }

    /// <summary>Ends the writing of a connection that can be read further.</summary>
    public virtual void EndWriting()
    {
    }

    public abstract ValueTask DisposeAsync();
}
