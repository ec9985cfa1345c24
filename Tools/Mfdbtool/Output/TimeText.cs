using System.Runtime.InteropServices;
using System.Text;

namespace Postern.Tools.Mfdbtool.Output;

/// <summary>Times as <c>strftime(3)</c> writes them in the local time zone.</summary>
internal sealed partial class TimeText(string format)
{
    private const int UsualLength = 256;
    private const int MaxLength = 64 * 1024;

    /// <summary>Bytes; more than <c>struct tm</c> has on any platform.</summary>
    private const int BrokenDownLength = 128;

    private readonly byte[] _format = [.. Encoding.UTF8.GetBytes(format), 0];

    /// <summary>A byte string.</summary>
    public string Format(DateTimeOffset moment)
    {
        Span<byte> brokenDown = stackalloc byte[BrokenDownLength];
        if (LocalTime(moment.ToUnixTimeSeconds(), brokenDown) == 0)
            return "";

        // No text and a text that does not fit look alike.
        for (int length = UsualLength; length <= MaxLength; length *= 4)
        {
            byte[] text = new byte[length];
            int written = (int)Write(text, (nuint)length, _format, brokenDown);
            if (written > 0)
                return Encoding.Latin1.GetString(text, 0, written);
        }

        return "";
    }

    [LibraryImport("libc", EntryPoint = "localtime_r")]
    private static partial nint LocalTime(in long seconds, Span<byte> brokenDown);

    [LibraryImport("libc", EntryPoint = "strftime")]
    private static partial nuint Write(Span<byte> text, nuint length, ReadOnlySpan<byte> format, ReadOnlySpan<byte> brokenDown);
}
