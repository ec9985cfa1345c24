using System.Runtime.InteropServices;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>A file. Disks are not waited for asynchronously: a handler that may block runs on a worker.</summary>
internal sealed class FileEndpoint(int descriptor) : Endpoint
{
    private int _descriptor = descriptor;

    public override int Descriptor => _descriptor;

    public override bool CanSeek => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = LibC.read(_descriptor, ref MemoryMarshal.GetReference(buffer.Span), buffer.Length);
            if (count >= 0)
                return new ValueTask<int>((int)count);
            ThrowUnlessInterrupted();
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var rest = bytes.Span;
        while (!rest.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = LibC.write(_descriptor, in MemoryMarshal.GetReference(rest), rest.Length);
            if (count >= 0)
                rest = rest[(int)count..];
            else
                ThrowUnlessInterrupted();
        }

        return default;
    }

    public override void Seek(long offset, SeekOrigin origin) => _ = LibC.lseek(_descriptor, offset, origin == SeekOrigin.Begin ? 0 : 1);

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _descriptor, -1) is >= 0 and var open)
            _ = LibC.close(open);
        return default;
    }

    private static void ThrowUnlessInterrupted()
    {
        var error = LibC.LastError;
        if (error != LibC.ErrorInterrupted)
            throw new IOException(LibC.Describe(error), error);
    }
}
