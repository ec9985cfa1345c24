using System.Globalization;
using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;

namespace Postern.Tools.Mtasim.Filter;

/// <summary>Tells the packets of the milter protocol, in the words of the library Gacopyz.</summary>
internal sealed class PacketLog(PacketLogLevel level, Action<string> write) : IMilterFrameObserver
{
    private const int RowBytes = 16;
    private const int HalfRow = RowBytes / 2;
    private const int MaxShown = 64 * 1024;

    public void Sent(char code, ReadOnlySpan<byte> payload) => Packet("send", code, payload);

    public void Received(char code, ReadOnlySpan<byte> payload) => Packet("read", code, payload);

    public void Connecting(string port) => Write(PacketLogLevel.Debug, $"connecting to {port}");

    public void Error(string text) => Write(PacketLogLevel.Err, text);

    /// <summary>A stage with the filter's answer.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="response">The answer.</param>
    /// <param name="envelope">The address with MAIL and RCPT, otherwise empty.</param>
    public void Action(MilterStage stage, MilterResponse response, string envelope)
    {
        if (response.Exchange != MilterExchange.Answered || level < PacketLogLevel.Debug)
            return;
        string verdict = response.Verdict.ToString().ToLowerInvariant();
        string answer = response.SmtpText.Length == 0 ? verdict : "reject=" + response.SmtpText;
        Write(PacketLogLevel.Debug, $"action={Name(stage)}, {answer}");
        if (envelope.Length > 0 && response.IsRefusal)
            write($"Gacopyz: {(stage == MilterStage.Mail ? "from" : "to")}={envelope}, reply={(response.SmtpText.Length == 0 ? verdict : response.SmtpText)}");
    }

    private static string Name(MilterStage stage) => stage switch
    {
        MilterStage.EndOfHeaders => "eoh",
        MilterStage.EndOfMessage => "eom",
        _ => stage.ToString().ToLowerInvariant(),
    };

    private void Packet(string verb, char code, ReadOnlySpan<byte> payload)
    {
        if (level < PacketLogLevel.Debug)
            return;
        string letter = code is > ' ' and < '\x7F' ? code.ToString() : string.Create(CultureInfo.InvariantCulture, $"0x{(int)code:X2}");
        Write(PacketLogLevel.Debug, string.Create(CultureInfo.InvariantCulture, $"{verb} header: size={payload.Length}, cmd={letter}"));
        if (level == PacketLogLevel.Debug)
        {
            Write(PacketLogLevel.Debug, $"{verb} data");
            return;
        }

        for (var rest = payload[..Math.Min(payload.Length, MaxShown)]; !rest.IsEmpty;)
        {
            var row = rest[..Math.Min(rest.Length, RowBytes)];
            rest = rest[row.Length..];
            Write(PacketLogLevel.Proto, $"{verb} data: {Row(row)}");
        }

        if (payload.Length > MaxShown)
            Write(PacketLogLevel.Proto, string.Create(CultureInfo.InvariantCulture, $"{verb} data: {payload.Length - MaxShown} bytes more"));
    }

    /// <summary>Sixteen bytes in two halves, hexadecimal and as characters.</summary>
    private static string Row(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var characters = new StringBuilder();
        for (int i = 0; i < RowBytes; i++)
        {
            if (i == HalfRow)
            {
                text.Append(' ');
                characters.Append(' ');
            }

            if (i >= bytes.Length)
            {
                text.Append("   ");
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{bytes[i]:X2} ");
            characters.Append(bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '.');
        }

        return text.Append("  ").Append(characters).ToString();
    }

    private void Write(PacketLogLevel importance, string text)
    {
        if (importance <= level)
            write($"Gacopyz {importance.ToString().ToUpperInvariant()}: {text}");
    }
}
