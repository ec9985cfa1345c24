using System.Globalization;
using System.Text;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io.Filters;

/// <summary>The filters by name (manual of mailutils, node "Filters"); the case of a name does not matter.</summary>
internal static class FilterCatalog
{
    private const int DefaultLineLength = 76;
    private const string NotFound = "Requested item not found";

    /// <summary>Makes a filter.</summary>
    /// <param name="function">Who asks, for errors in the work of the filter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="problem">Why there is none.</param>
    /// <returns><see langword="null"/>: there is no such filter, or it refuses its arguments.</returns>
    public static StreamFilter? TryMake(string function, string name, IReadOnlyList<string> arguments, out string problem)
    {
        problem = NotFound;
        return name.ToLowerInvariant() switch
        {
            "7bit" => new ByteFilter(static (value, output) => output.WriteByte((byte)(value & 0x7F))),
            "8bit" or "binary" => new CopyFilter(),
            "base64" => new Base64Encoder(DefaultLineLength),
            "b" => new Base64Encoder(lineLength: 0),
            "quoted-printable" => new QuotedPrintableEncoder(),
            "q" => EscapeFilters.EncodedWord(),
            "percent" => EscapeFilters.Percent(),
            "xml" => EscapeFilters.Xml(),
            "c-escape" => EscapeFilters.CLanguage(),
            "crlf" or "rfc822" => new CarriageReturnAdder(),
            "dot" => new DotStuffer(addsCarriageReturns: false),
            "crlfdot" => new DotStuffer(addsCarriageReturns: true),
            "from" => new FromEscaper(isReversible: false, removes: false),
            "fromrd" => new FromEscaper(isReversible: true, removes: false),
            "linelen" => LineLength(arguments, out problem),
            "inline-comment" => InlineComment(arguments),
            "iconv" => Iconv(function, arguments, out problem),
            _ => null,
        };
    }

    /// <summary>Makes a filter that undoes what the one of that name does.</summary>
    /// <param name="function">Who asks, for errors in the work of the filter.</param>
    /// <param name="name">The name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="problem">Why there is none.</param>
    /// <returns><see langword="null"/>: there is no such filter, or none that can be undone.</returns>
    public static StreamFilter? TryMakeInverse(string function, string name, IReadOnlyList<string> arguments, out string problem)
    {
        problem = NotFound;
        return name.ToLowerInvariant() switch
        {
            "7bit" or "8bit" or "binary" => TryMake(function, name, arguments, out problem),
            "base64" or "b" => new Base64Decoder(),
            "quoted-printable" => new QuotedPrintableDecoder(hasUnderscores: false),
            "q" => new QuotedPrintableDecoder(hasUnderscores: true),
            "crlf" or "rfc822" => new CarriageReturnRemover(),
            "dot" => new DotRemover(),
            "crlfdot" => new SequenceFilter(new DotRemover(), new CarriageReturnRemover()),
            "from" => new FromEscaper(isReversible: false, removes: true),
            "fromrd" => new FromEscaper(isReversible: true, removes: true),
            _ => null,
        };
    }

    private static LineBreaker? LineLength(IReadOnlyList<string> arguments, out string problem)
    {
        var length = DefaultLineLength;
        problem = "Parse error";
        if (arguments.Count > 0 && !int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out length))
            return null;
        problem = LibC.Describe(LibC.ErrorInvalid);
        return length > 0 ? new LineBreaker(length) : null;
    }

    // As in the reference, the last argument stands before each line.
    private static LinePrefixer InlineComment(IReadOnlyList<string> arguments) => new(Encoding.Latin1.GetBytes(arguments.Count > 0 ? arguments[^1] : ";"));

    private static CharsetFilter? Iconv(string function, IReadOnlyList<string> arguments, out string problem)
    {
        problem = LibC.Describe(LibC.ErrorInvalid);
        var fallback = arguments.Count < 3 ? "copy-octal" : arguments[2];
        if (arguments.Count is < 2 or > 3 || fallback is not ("none" or "copy-pass" or "copy-octal"))
            return null;
        problem = "Operation failed";
        return CharsetFilter.TryOpen(function, arguments[0], arguments[1], fallback);
    }
}
