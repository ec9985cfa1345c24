using System.Globalization;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io.Filters;

/// <summary>The filters by name (manual of mailutils, node "Filters"); the case of a name does not matter.</summary>
internal static class FilterCatalog
{
    private const int DefaultLineLength = 76;

    /// <exception cref="MflException"><c>e_failure</c>: there is no such filter, or it refuses its arguments.</exception>
    public static Func<byte[], byte[]> Find(string function, string name, IReadOnlyList<string> arguments) => name.ToLowerInvariant() switch
    {
        "7bit" => static input => Array.ConvertAll(input, static value => (byte)(value & 0x7F)),
        "8bit" or "binary" => static input => input,
        "base64" => Base64,
        "b" => static input => Encoding.ASCII.GetBytes(Convert.ToBase64String(input)),
        "quoted-printable" => QuotedPrintableEncoder.Encode,
        "q" => EscapeFilters.EncodedWord,
        "percent" => EscapeFilters.Percent,
        "xml" => EscapeFilters.Xml,
        "c-escape" => EscapeFilters.CLanguage,
        "crlf" or "rfc822" => LineFilters.CarriageReturns,
        "dot" => static input => LineFilters.Dots(input, "\n"u8),
        "crlfdot" => static input => LineFilters.Dots(LineFilters.CarriageReturns(input), "\r\n"u8),
        "from" => static input => LineFilters.From(input, isReversible: false),
        "fromrd" => static input => LineFilters.From(input, isReversible: true),
        "linelen" => LineLength(function, arguments),
        "inline-comment" => InlineComment(arguments),
        "iconv" => Iconv(function, arguments),
        _ => throw Refused(function, name, "Requested item not found", arguments),
    };

    // Every full line ends in a newline, the last one too.
    private static byte[] Base64(byte[] input)
    {
        var text = LineFilters.Break(Encoding.ASCII.GetBytes(Convert.ToBase64String(input)), DefaultLineLength);
        return text.Length % (DefaultLineLength + 1) == DefaultLineLength ? [.. text, (byte)'\n'] : text;
    }

    private static Func<byte[], byte[]> LineLength(string function, IReadOnlyList<string> arguments)
    {
        var length = DefaultLineLength;
        if (arguments.Count > 0 && !int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out length))
            throw Refused(function, "linelen", "Parse error", arguments);
        return length > 0 ? input => LineFilters.Break(input, length) : throw Refused(function, "linelen", "Invalid argument", arguments);
    }

    // As in the reference, the last argument stands before each line.
    private static Func<byte[], byte[]> InlineComment(IReadOnlyList<string> arguments)
    {
        var prefix = Encoding.Latin1.GetBytes(arguments.Count > 0 ? arguments[^1] : ";");
        return input => LineFilters.Prefix(input, prefix);
    }

    private static Func<byte[], byte[]> Iconv(string function, IReadOnlyList<string> arguments)
    {
        if (arguments.Count is < 2 or > 3)
            throw Refused(function, "iconv", LibC.Describe(LibC.ErrorInvalid), arguments);
        var fallback = arguments.Count < 3 ? "copy-octal" : arguments[2];
        if (fallback is not ("none" or "copy-pass" or "copy-octal"))
            throw Refused(function, "iconv", LibC.Describe(LibC.ErrorInvalid), arguments);
        if (!CharsetConverter.Exists(function, arguments[0], arguments[1]))
            throw Refused(function, "iconv", "Operation failed", arguments);
        return input => CharsetConverter.Convert(function, arguments[0], arguments[1], fallback, input);
    }

    private static MflException Refused(string function, string name, string reason, IReadOnlyList<string> arguments) => new(
        MflExceptionCode.Failure,
        $"{function}: failed to create filter {name}: {reason}, near {name}{(arguments.Count > 0 ? "(" + string.Join(',', arguments) + ")" : "")}");
}
