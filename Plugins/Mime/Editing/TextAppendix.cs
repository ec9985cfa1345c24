using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Charsets;
using Postern.Plugins.Mime.Codings;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Editing;

/// <summary>
/// Adds text to a part of the message: to plain text at its end, to HTML before the end of its body. The text takes the part's character set and transfer encoding; where the
/// character set lacks a character, HTML gets a reference to it, and plain text becomes UTF-8. Bytes that need no change stay.
/// </summary>
internal sealed class TextAppendix
{
    private const int LongestLine = 998;

    private readonly IMimeEntity _part;
    private readonly MailCharset _charset;
    private readonly TextScan _scan;
    private readonly byte[] _added;

    private TextAppendix(IMimeEntity part, MailCharset charset, string text)
    {
        _part = part;
        _charset = charset;
        _scan = TextScan.Of(part.OpenDecoded());
        byte[]? written = charset.FromUnicode(text) ?? (IsHtml ? charset.FromUnicode(References(text)) : null);
        IsNewlyUtf8 = written is null;
        _added = Lines(written ?? System.Text.Encoding.UTF8.GetBytes(text));
        Encoding = FindEncoding();
    }

    /// <summary>How the part is encoded then.</summary>
    public TransferEncoding Encoding { get; }

    /// <summary>The part must declare UTF-8 then.</summary>
    public bool IsNewlyUtf8 { get; }

    private bool IsHtml => _part.MediaType == "text/html";

    /// <summary>Whether text can be added to a part: its character set and its encoding are known.</summary>
    public static bool CanAddTo(IMimeEntity part) => part.MediaType is "text/plain" or "text/html" && part.Parts.Count == 0
        && TransferEncodings.CanWrite(part.Encoding) && CharsetOf(part) is { IsAsciiCompatible: true };

    /// <summary>Adds a text to a part to which it can be added.</summary>
    /// <param name="part">The part.</param>
    /// <param name="text">The text, a byte string of UTF-8, or else Latin-1.</param>
    public static TextAppendix Create(IMimeEntity part, string text)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(text);
        return new TextAppendix(part, CharsetOf(part)!, System.Text.Unicode.Utf8.IsValid(bytes) ? System.Text.Encoding.UTF8.GetString(bytes) : text);
    }

    /// <summary>Adds a text to another, as to a part.</summary>
    public static string Append(string text, string added, bool isHtml)
    {
        if (!isHtml)
            return text.Length == 0 || text.EndsWith('\n') ? text + added : $"{text}\n{added}";
        int place = text.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        place = place < 0 ? text.LastIndexOf("</html", StringComparison.OrdinalIgnoreCase) : place;
        return text.Insert(place < 0 ? text.Length : place, $"\n{added}\n");
    }

    /// <summary>What changes in the part's body.</summary>
    public Splice Render()
    {
        if (Encoding == _part.Encoding && !IsNewlyUtf8 && TransferEncodings.IsIdentity(Encoding))
        {
            long place = _part.BodyOffset + (IsHtml ? _scan.BodyEnd : _scan.Length);
            return new Splice(place, place, new MemoryContent(_added));
        }

        return new Splice(_part.BodyOffset, _part.EndOffset, new StreamedContent(() => TransferEncoder.Open(Encoding, OpenText())));
    }

    private InsertingStream OpenText()
    {
        Stream text = _part.OpenDecoded();
        return new InsertingStream(IsNewlyUtf8 ? _charset.OpenAsUtf8(text) : text, IsHtml ? _scan.BodyEnd : long.MaxValue, _added);
    }

    private TransferEncoding FindEncoding()
    {
        bool isEightBit = _added.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF);
        bool fits = LineEnds.Longest(_added) <= LongestLine && !(isEightBit && _part.Encoding == TransferEncoding.SevenBit);
        return fits || !TransferEncodings.IsIdentity(_part.Encoding) ? _part.Encoding : TransferEncoding.QuotedPrintable;
    }

    // It stands on lines of its own; plain text ends as it did.
    private byte[] Lines(byte[] text)
    {
        byte[] lines = LineEnds.ToCrLf(text);
        bool isAtLineStart = !IsHtml && _scan.EndsLine;
        if (IsHtml || !_scan.EndsLine)
            lines = lines.AsSpan().TrimEnd("\r\n"u8).ToArray();
        ReadOnlySpan<byte> lineEnd = "\r\n"u8;
        return [.. isAtLineStart ? [] : lineEnd, .. lines, .. IsHtml ? lineEnd : []];
    }

    private static MailCharset? CharsetOf(IMimeEntity part) => MailCharset.Find(part.GetParameter("charset") ?? "us-ascii");

    private static string References(string text) =>
        string.Concat(text.EnumerateRunes().Select(static rune => rune.IsAscii ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};")));
}
