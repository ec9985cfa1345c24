using System.Runtime.InteropServices;

namespace Postern.Milter.Server.Polling;

/// <summary>
/// An array of <c>struct epoll_event { uint32 events; uint64 data; }</c>, packed on x86-64 and aligned elsewhere.
/// </summary>
internal sealed class PollEvents(int capacity)
{
    public const int LargestSize = 16;

    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int Size = DataOffset + sizeof(ulong);

    private readonly byte[] _bytes = new byte[capacity * Size];

    public int Capacity { get; } = capacity;

    public ref byte First => ref MemoryMarshal.GetArrayDataReference(_bytes);

    public PollFlags Flags(int index) => (PollFlags)BitConverter.ToUInt32(_bytes, index * Size);

    public ulong Data(int index) => BitConverter.ToUInt64(_bytes, (index * Size) + DataOffset);

    /// <summary>Writes one event, for epoll_ctl; <paramref name="destination"/> has <see cref="LargestSize"/> bytes.</summary>
    public static void Write(Span<byte> destination, PollFlags flags, ulong data)
    {
        BitConverter.TryWriteBytes(destination, (uint)flags);
        BitConverter.TryWriteBytes(destination[DataOffset..], data);
    }
}
