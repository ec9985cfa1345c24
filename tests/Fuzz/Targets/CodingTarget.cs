using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Charsets;
using Postern.Plugins.Mime.Codings;
using Postern.Plugins.Mime.Fields;

namespace Postern.Fuzz.Targets;

/// <summary>The first byte chooses: a transfer encoding, a content field, text with encoded words, a character set. The second says in pieces of what size the rest is read.</summary>
internal sealed class CodingTarget : IFuzzTarget
{
    private static readonly string[] Charsets = ["utf-7", "utf-8", "gb18030", "hz-gb-2312", "big5", "euc-kr", "iso-2022-kr", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16", "us-ascii"];

    public string Name => "codings";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        "\u0004\u0007SGVsbG8gd29ybGQ=\r\nSGVsbG8=\r\n", "\u0003\u0003a=3Db =\r\nc  \r\n=E4", "\u0005\u0010begin 644 a\n#0V%T\n`\nend\n",
        "\u0006\u0009=ybegin line=128 size=3 name=a\r\n\u006d\u008b\u009e\r\n=yend size=3\r\n", "\u0010\0text/plain; charset=utf-8; name=\"a\\\"b\"; name*0*=utf-8''%41; name*1=b (c)",
        "\u0011\0=?utf-8?Q?a_=C3=A4?= =?utf-8?B?w6Q=?= x", "\u0012\0a+AOQ-b+2D3eAA-", "\u001b\0\u001b$BF|\u001b(B",
    }.Select(Encoding.Latin1.GetBytes)];

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "=", "==", "\r\n", "\n", "=\r\n", " \r\n", "=?", "?=", "?q?", "?b?", "*0*=", "*=", ";", "\"", "\\", "(", ")", "''", "%4", "begin 6 x\n", "end\n", "=ybegin ", "=yend", "\0", "+", "+AA",
        "\u001b$B", "\u001b(J", "~{", "~}",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 10_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        if (input.Length < 2)
            return ValueTask.FromResult<string?>(null);
        byte[] rest = input[2..];
        return ValueTask.FromResult(input[0] switch
        {
            < 0x10 => CheckTransfer((TransferEncoding)(input[0] & 7), rest, input[1] + 1),
            0x10 => CheckField(ContentField.Parse(rest)),
            0x11 => EncodedText.Decode(Encoding.Latin1.GetString(rest)).Length > 3 * rest.Length + 3 ? "text grew" : null,
            _ => CheckCharset(Charsets[input[0] % Charsets.Length], rest),
        });
    }

    private static string? CheckTransfer(TransferEncoding encoding, byte[] raw, int piece)
    {
        byte[] whole = ReadAll(TransferDecoder.Open(encoding, new MemoryStream(raw)), 4096);
        if (!whole.AsSpan().SequenceEqual(ReadAll(TransferDecoder.Open(encoding, new MemoryStream(raw)), piece)))
            return "pieces differ from the whole";
        byte[] encoded = ReadAll(TransferEncoder.Open(TransferEncoding.Base64, new MemoryStream(whole)), piece);
        return whole.AsSpan().SequenceEqual(ReadAll(TransferDecoder.Open(TransferEncoding.Base64, new MemoryStream(encoded)), 4096)) ? null : "base64 does not come back";
    }

    private static string? CheckField(ContentField field)
    {
        foreach (string name in field.Names)
        {
            if (field.Readings(name).Any(static value => value.Contains('\0', StringComparison.Ordinal)))
                return "a NUL in a value";
        }

        return null;
    }

    private static string? CheckCharset(string name, byte[] bytes) =>
        MailCharset.Find(name)!.ToUtf8(bytes).AsSpan().ContainsAnyExceptInRange('\x01', '\xff') ? "not a byte string" : null;

    private static byte[] ReadAll(Stream stream, int piece)
    {
        using Stream source = stream;
        using var copy = new MemoryStream();
        var buffer = new byte[piece];
        for (int count; (count = source.Read(buffer)) > 0;)
            copy.Write(buffer, 0, count);
        return copy.ToArray();
    }
}
