using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>Bytes and times as a dump writes them.</summary>
internal static class DumpText
{
    private const byte Escape = (byte)'\\';
    private const int FractionDigits = 7;

    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x7F - ' ').Where(static c => c != '\\').Select(static c => (byte)c)]);

    public static void WriteText(IBufferWriter<byte> line, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int special = bytes.IndexOfAnyExcept(Plain);
            line.Write(special < 0 ? bytes : bytes[..special]);
            if (special < 0)
                return;
            byte value = bytes[special];
            if (value == Escape)
                line.Write("\\\\"u8);
            else
                line.Write([Escape, (byte)'x', HexDigit(value >> 4), HexDigit(value & 0xF)]);
            bytes = bytes[(special + 1)..];
        }
    }

    /// <summary>Reads what <see cref="WriteText"/> has written.</summary>
    public static bool TryReadText(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        if (!text.ContainsAnyExcept(Plain))
        {
            bytes = text.ToArray();
            return true;
        }

        byte[] result = new byte[text.Length];
        int length = 0;
        bytes = [];
        while (!text.IsEmpty)
        {
            int used = ReadByte(text, out result[length]);
            if (used == 0)
                return false;
            length++;
            text = text[used..];
        }

        bytes = result[..length];
        return true;
    }

    public static void WriteTime(IBufferWriter<byte> line, DateTimeOffset? moment)
    {
        if (moment is not { } time)
        {
            line.Write([(byte)DumpFormat.Never]);
            return;
        }

        // Decimal keeps ticks exactly, and writes no zeros at the end.
        decimal seconds = (decimal)(time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        Encoding.ASCII.GetBytes(seconds.ToString("0.#######", CultureInfo.InvariantCulture), line);
    }

    public static bool TryReadTime(ReadOnlySpan<byte> text, out DateTimeOffset? moment)
    {
        moment = null;
        if (text is [(byte)DumpFormat.Never])
            return true;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            || Math.Abs(seconds) > long.MaxValue)
            return false;
        decimal ticks = Math.Round(seconds, FractionDigits) * TimeSpan.TicksPerSecond + DateTimeOffset.UnixEpoch.Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        moment = new DateTimeOffset((long)ticks, TimeSpan.Zero);
        return true;
    }

    public static void WriteBase64(IBufferWriter<byte> line, ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = line.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, target, out _, out int written);
        line.Advance(written);
    }

    public static bool TryReadBase64(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        byte[] result = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        bool isWhole = Base64.DecodeFromUtf8(text, result, out int consumed, out int written) == OperationStatus.Done && consumed == text.Length;
        bytes = written == result.Length ? result : result[..written];
        return isWhole;
    }

    private static byte HexDigit(int value) => (byte)"0123456789abcdef"[value];

    private static int ReadByte(ReadOnlySpan<byte> text, out byte value)
    {
        value = text[0];
        if (value != Escape)
            return Plain.Contains(value) ? 1 : 0;
        if (text.Length >= 2 && text[1] == Escape)
            return 2;
        return text.Length >= 4 && text[1] == 'x'
            && byte.TryParse(text.Slice(2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) ? 4 : 0;
    }
}
