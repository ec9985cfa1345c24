using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Formatting (manual, node "String formatting").</summary>
[PluginExport(typeof(IMflModule), "format")]
public sealed class FormatFunctions : IMflModule
{
    private const int LongestResult = 64 * 1024 * 1024;

    /// <summary>
    /// Fills in a format as C's printf does, with the conversions <c>d i u x X o s %</c>, the flags <c>- + space 0 #</c>, width, precision, <c>*</c> and
    /// argument numbers (<c>%2$s</c>). Any other conversion stands for itself. Arguments are converted to what their conversion wants.
    /// </summary>
    /// <exception cref="MflException"><c>e_range</c>: an argument is missing, or the result is longer than 64 MiB; <c>e_ston_conv</c>: a numeric
    /// conversion of a string that is no number.</exception>
    [MflFunction("sprintf", NonBlocking = true, Pure = true, Raises = "e_range e_ston_conv")]
    public static string Format(string format, params ReadOnlySpan<MflValue> arguments)
    {
        var result = new StringBuilder(format.Length + 16);
        var at = 0;
        var next = 1;
        while (at < format.Length)
        {
            var percent = format.IndexOf('%', at);
            if (percent < 0)
                break;
            result.Append(format, at, percent - at);
            var scanner = new FormatScanner(format, percent + 1, arguments, next);
            at = scanner.AppendTo(result);
            next = scanner.Next;
            if (result.Length > LongestResult)
                throw TooLong();
        }

        return result.Append(format, at, format.Length - at).ToString();
    }

    internal static int CheckedWidth(long width) => width is >= -LongestResult and <= LongestResult ? (int)width : throw TooLong();

    private static MflException TooLong() => new(MflExceptionCode.Range, $"sprintf: the result would be longer than {LongestResult} bytes");
}
