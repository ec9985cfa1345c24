using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Addresses;

namespace Postern.Fuzz.Targets;

/// <summary>An address field: what is written of it again never ends a line, and reads as the same address.</summary>
internal sealed class AddressTarget : IFuzzTarget
{
    private readonly AddressReader _reader = new();

    public string Name => "addresses";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        "John Doe <john@example.org>, \"Doe, Jane\" <jane@[192.0.2.1]>", "Team: a@b, c@d;, e@f (x (y) z)", "<@x,@y:a@b>, \"a\\\"b\"@c", "a . b @ c . d, =?utf-8?Q?=C3=A4?= <\u00c3\u00a4@\u00c3\u00b6>",
        "a@b c@d; x <a@b> y <c@d", "undisclosed-recipients:;",
    }.Select(Encoding.Latin1.GetBytes)];

    public IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "<", ">", "@", ",", ";", ":", "\"", "\\", "(", ")", "[", "]", ".", " ", "\r\n", "\r", "\n", "\0", "\\\r", "\\\n", "=?utf-8?q?=0A?=", "\u00ff", "<@a:", "\t",
    }.Select(Encoding.Latin1.GetBytes)];

    public int SampleSize => 10_000;

    public ValueTask<string?> CheckAsync(byte[] input)
    {
        AddressList list = _reader.Read(Encoding.Latin1.GetString(input));
        foreach (MailAddress address in list.Addresses)
        {
            if (_reader.WriteMailbox(address) is not { } written)
                continue;
            if (written.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
                return ValueTask.FromResult<string?>($"a line end in {written}");
            if (_reader.Read($"<{written}>").Addresses is not [var again] || again.LocalPart != address.LocalPart || again.Domain != address.Domain)
                return ValueTask.FromResult<string?>($"{written} reads differently");
        }

        return ValueTask.FromResult<string?>(null);
    }
}
