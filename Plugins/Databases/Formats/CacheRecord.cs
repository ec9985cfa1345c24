using System.Buffers.Binary;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Formats;

/// <summary>
/// A record of the database <c>cache</c>, laid out as mailfromd has it on the machines of today: the time of the verification in eight bytes, its end in four, four unused ones.
/// </summary>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Status">How it has ended; may be a number that means nothing.</param>
internal readonly record struct CacheRecord(long Time, CacheStatus Status)
{
    private const int Size = 16;
    private const int Used = sizeof(long) + sizeof(int);

    /// <summary>Failures are remembered as long as the longest dialogue takes: the sum of mailfromd's hard time-outs.</summary>
    private static readonly TimeSpan FailureInterval = TimeSpan.FromMinutes(37);

    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The key of an address, or of an address at the host of a client (strict verification).</summary>
    public static byte[] Key(string email, string host = "")
    {
        var text = host.Length > 0 ? $"{email}:{host}" : email;
        var key = new byte[text.Length + 1];
        System.Text.Encoding.Latin1.GetBytes(text, key);
        return key;
    }

    /// <summary>Reads a value; <see langword="false"/>: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out CacheRecord record)
    {
        var isWhole = value.Length >= Used;
        record = isWhole
            ? new CacheRecord(BinaryPrimitives.ReadInt64LittleEndian(value), (CacheStatus)BinaryPrimitives.ReadInt32LittleEndian(value[sizeof(long)..]))
            : default;
        return isWhole;
    }

    public StateRecord ToStored(StateDatabase database)
    {
        var value = new byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(value, Time);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(sizeof(long)), (int)Status);
        return new StateRecord(value, Expires(database));
    }

    /// <summary>The second after the last in which the record's age is no more than its interval; an interval of zero is one second. <see langword="null"/>: beyond the calendar.</summary>
    public DateTimeOffset? Expires(StateDatabase database)
    {
        var interval = Status switch
        {
            CacheStatus.Success => database.PositiveExpireInterval,
            CacheStatus.Failure or CacheStatus.TemporaryFailure => FailureInterval,
            _ => database.NegativeExpireInterval,
        };
        var lifetime = (long)interval.TotalSeconds + 1;
        return Time > Latest - lifetime ? null : DateTimeOffset.FromUnixTimeSeconds(long.Max(Time, -lifetime) + lifetime);
    }

    /// <summary>The time, if it is one of the calendar's.</summary>
    public DateTimeOffset? Date() =>
        Time >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && Time <= Latest ? DateTimeOffset.FromUnixTimeSeconds(Time) : null;
}
