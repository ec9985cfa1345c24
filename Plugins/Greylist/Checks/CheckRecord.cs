using System.Buffers.Binary;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Checks;

/// <summary>A record of the database <c>greylist-awl</c>: 40 bytes, little-endian. Times are seconds since 1970.</summary>
/// <param name="Kind">Whom it is about.</param>
/// <param name="First">When the sender, or the first of the client's, came first.</param>
/// <param name="Ready">From when on the sender may pass.</param>
/// <param name="Closes">When it is too late to pass for who waits, and when who has passed is forgotten.</param>
/// <param name="Last">When the sender passed last; zero for never.</param>
/// <param name="Passes">How often the sender has passed, or how many senders of the client have.</param>
internal readonly record struct CheckRecord(CheckKind Kind, long First, long Ready, long Closes, long Last, int Passes)
{
    private const int Size = 40;

    /// <summary>Whether the sender has not passed yet.</summary>
    public bool IsWaiting => Passes == 0;

    /// <summary>When the record stops existing: that of one who waits lives as long again as the window, to tell who comes too late.</summary>
    public DateTimeOffset? Expires => UnixSeconds.End(IsWaiting ? Closes + Window : Closes);

    private long Window => Closes - First;

    public static bool TryRead(ReadOnlySpan<byte> value, out CheckRecord record)
    {
        record = default;
        if (value.Length != Size)
            return false;
        record = new CheckRecord(
            (CheckKind)BinaryPrimitives.ReadInt32LittleEndian(value[36..]),
            BinaryPrimitives.ReadInt64LittleEndian(value),
            BinaryPrimitives.ReadInt64LittleEndian(value[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(value[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(value[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(value[32..]));
        return record.Kind is CheckKind.Sender or CheckKind.Client && record.Passes >= 0;
    }

    /// <summary>Reads a record of one kind that is there, whole, and not over at a time.</summary>
    public static bool TryRead(StateRecord? present, CheckKind kind, long now, out CheckRecord record)
    {
        record = default;
        return present is { } state && TryRead(state.Value.Span, out record) && record.Kind == kind && (record.IsWaiting || now < record.Closes);
    }

    /// <summary>After one more pass.</summary>
    public CheckRecord Passed(long now, long lifetime) => this with { Closes = now + lifetime, Last = now, Passes = Passes == int.MaxValue ? Passes : Passes + 1 };

    /// <summary>Free to pass from now on, within a new window.</summary>
    public CheckRecord Released(long now) => this with { Ready = now, Closes = now + Window };

    public StateRecord ToState()
    {
        var value = new byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(value, First);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(8), Ready);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(16), Closes);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(24), Last);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(32), Passes);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(36), (int)Kind);
        return new StateRecord(value, Expires);
    }
}
