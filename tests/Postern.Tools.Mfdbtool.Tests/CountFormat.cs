using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Tools.Mfdbtool.Tests;

/// <summary>Records that hold a time in seconds since 1970 and a count; who has counted anything waits.</summary>
internal sealed class CountFormat(string name) : IStateRecordFormat
{
    public const int Length = 16;

    public string Name => name;

    public static byte[] Key(string text) => [.. Encoding.Latin1.GetBytes(text), 0];

    public static byte[] Value(DateTimeOffset time, long count)
    {
        byte[] value = new byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(value, time.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(8), count);
        return value;
    }

    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database) =>
        value.Length == Length && database.ExpireInterval > TimeSpan.Zero ? Time(value) + database.ExpireInterval : null;

    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ReadOnlySpan<byte> value = entry.Record.Value.Span;
        if (value.Length != Length)
            return null;
        string key = Encoding.Latin1.GetString(entry.Key.Span[..^1]);
        long count = BinaryPrimitives.ReadInt64LittleEndian(value[8..]);
        string line = string.Create(CultureInfo.InvariantCulture, $"{key} {listing.FormatTime(Time(value))} {count}");
        if (listing.PredictCount is { } most)
            line += string.Create(CultureInfo.InvariantCulture, $"; {most} in {listing.PredictInterval.TotalSeconds} s");
        return new StateDescription(
            line,
            [
                new StateField("key", new MflValue(key)),
                new StateField("time", new MflValue(Time(value).ToUnixTimeSeconds())),
                new StateField("count", new MflValue(count)),
                new StateField("share", new MflValue(count == 0 ? "N/A" : (count / 4.0).ToString("0.00", CultureInfo.InvariantCulture))),
            ]);
    }

    public StateRecord? Release(StateEntry entry, DateTimeOffset now) =>
        BinaryPrimitives.ReadInt64LittleEndian(entry.Record.Value.Span[8..]) == 0
            ? null
            : entry.Record with { Value = Value(now, 0) };

    private static DateTimeOffset Time(ReadOnlySpan<byte> value) =>
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(value));
}
