using System.Buffers.Binary;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist;

/// <summary>
/// A record of the database <c>greylist</c>: a time, in eight bytes as on the machines of today. For the traditional algorithm it is that of the first attempt, for Con
/// Tassios that when greylisting ends; the record does not say for which it is.
/// </summary>
internal static class GreylistRecord
{
    private const int Size = sizeof(long);

    public static bool TryRead(ReadOnlySpan<byte> value, out long time)
    {
        bool isWhole = value.Length == Size;
        time = isWhole ? BinaryPrimitives.ReadInt64LittleEndian(value) : 0;
        return isWhole;
    }

    public static StateRecord Make(long time, TimeSpan expireInterval)
    {
        var value = new byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(value, time);
        return new StateRecord(value, Expires(time, expireInterval));
    }

    /// <summary>The second after the last in which the record's age is no more than the interval; <see langword="null"/> for never.</summary>
    public static DateTimeOffset? Expires(long time, TimeSpan expireInterval)
    {
        long lifetime = (long)expireInterval.TotalSeconds;
        return lifetime <= 0 || time > long.MaxValue - lifetime - 1 ? null : UnixSeconds.End(time + lifetime + 1);
    }

    /// <summary>
    /// The time that lets a sender pass whatever the algorithm: before now for Con Tassios, for the traditional one so early that any interval of up to half the time for
    /// which records live is over, and late enough for the record to live as long again.
    /// </summary>
    public static long Released(long now, TimeSpan expireInterval) => expireInterval > TimeSpan.Zero ? now - ((long)expireInterval.TotalSeconds / 2) : 0;
}
