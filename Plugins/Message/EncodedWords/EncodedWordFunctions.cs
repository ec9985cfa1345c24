using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message.EncodedWords;

/// <summary>Text in header fields (RFC 2047; manual, node "Message functions").</summary>
[PluginExport(typeof(IMflModule), "encoded-words")]
public sealed class EncodedWordFunctions : IMflModule
{
    /// <summary>Decodes the encoded words of a header field's value; the rest stays as it is.</summary>
    /// <param name="text">The value.</param>
    /// <param name="charset">The set of the result; what it lacks is written as <c>\ooo</c>.</param>
    /// <exception cref="MflException"><c>e_failure</c>: what begins like an encoded word is none, or nobody knows the character set.</exception>
    [MflFunction("message_header_decode", NonBlocking = true, Pure = true, Raises = "e_failure")]
    public static string Decode(string text, string charset = "utf-8")
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        Encoding to = Charset.Find(charset) ?? throw Wrong("decode", $"unknown character set {charset}");
        var result = new StringBuilder(text.Length);
        bool isBehindWord = false;
        for (int at = 0; at < text.Length;)
        {
            int next = text.IndexOf("=?", at, StringComparison.Ordinal);
            ReadOnlySpan<char> between = text.AsSpan(at, (next < 0 ? text.Length : next) - at);

            // White space between two words is not part of the text (RFC 2047 §6.2).
            if (next < 0 || !isBehindWord || !between.Trim(" \t\r\n").IsEmpty)
                result.Append(between);
            if (next < 0)
                break;
            EncodedWord word = EncodedWord.Read(text.AsSpan(next)) ?? throw Wrong("decode", "Input string is not RFC 2047 encoded");
            Encoding from = word.Charset.Length == 0 ? to : Charset.Find(word.Charset) ?? throw Wrong("decode", $"unknown character set {word.Charset}");
            result.Append(Charset.Convert(from, to, word.Bytes).Replace("\0", "", StringComparison.Ordinal));
            at = next + word.Length;
            isBehindWord = true;
        }

        return result.ToString();
    }

    /// <summary>Writes a text as encoded words.</summary>
    /// <param name="text">The text, in the character set; bytes that a header field cannot hold are encoded like all others.</param>
    /// <param name="encoding"><c>quoted-printable</c> (or <c>Q</c>) or <c>base64</c> (or <c>B</c>).</param>
    /// <param name="charset">The name of the set.</param>
    /// <exception cref="MflException"><c>e_failure</c>: another encoding; <c>e_inval</c>: what cannot be the name of a character set.</exception>
    [MflFunction("message_header_encode", NonBlocking = true, Pure = true, Raises = "e_failure e_inval")]
    public static string Encode(string text, string encoding = "quoted-printable", string charset = "utf-8")
    {
        bool? isBase64 = encoding switch
        {
            "base64" or "B" => true,
            "quoted-printable" or "Q" => false,
            _ => null,
        };
        if (isBase64 is not { } known)
            throw new MflException(MflExceptionCode.Failure, "message_header_encode: error encoding string: Not a valid RFC 2047 encoding");

        // A token (RFC 2047 §2), short enough that a word has room for text.
        return charset.Length is > 0 and <= 40 && charset.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '+')
            ? EncodedWordWriter.Write(text, charset, known)
            : throw new MflException(MflExceptionCode.Invalid, $"message_header_encode: `{charset}' is no name of a character set");
    }

    private static MflException Wrong(string what, string text) =>
        new(MflExceptionCode.Failure, $"message_header_{what}: error decoding string: {text}");
}
