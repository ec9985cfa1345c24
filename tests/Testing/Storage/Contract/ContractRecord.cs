using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Storage;

namespace Postern.Testing.Storage;

/// <summary>Records whose bytes tell when they expire, so that stores which keep nothing but bytes pass the same tests.</summary>
public static class ContractRecord
{
    private const int HeaderLength = 12;

    private static ReadOnlySpan<byte> Mark => [0xE7, (byte)'E', (byte)'X', 0x00];

    public static StateRecord Make(string text, DateTimeOffset? expires = null) => Make(Encoding.Latin1.GetBytes(text), expires);

    public static StateRecord Make(byte[] bytes, DateTimeOffset? expires = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (expires is not { } end)
            return new StateRecord(bytes, null);
        byte[] value = new byte[HeaderLength + bytes.Length];
        Mark.CopyTo(value);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(Mark.Length), end.UtcTicks);
        bytes.CopyTo(value, HeaderLength);
        return new StateRecord(value, expires);
    }

    /// <summary>For <see cref="StateTableRequest.Expiry"/>.</summary>
    public static DateTimeOffset? Expiry(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        HasHeader(value) ? new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(value[Mark.Length..]), TimeSpan.Zero) : null;

    public static string Text(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(HasHeader(value) ? value[HeaderLength..] : value);

    public static string? Text(StateRecord? record) => record is { } present ? Text(present.Value.Span) : null;

    private static bool HasHeader(ReadOnlySpan<byte> value) => value.Length >= HeaderLength && value.StartsWith(Mark);
}
