using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>Reads the filter's reply frames.</summary>
internal static class ReplyReader
{
    public const byte Progress = (byte)'p';
    public const byte BodyChunk = (byte)'b';

    public static bool TryReadVerdict(MilterFrame frame, out MilterVerdict verdict, out string text)
    {
        text = "";
        verdict = frame.Command switch
        {
            (byte)'a' => MilterVerdict.Accept,
            (byte)'r' => MilterVerdict.Reject,
            (byte)'t' => MilterVerdict.TempFail,
            (byte)'d' => MilterVerdict.Discard,
            (byte)'s' => MilterVerdict.Skip,
            (byte)'f' => MilterVerdict.ConnectionFailure,
            (byte)'4' => MilterVerdict.Shutdown,
            _ => MilterVerdict.Continue,
        };
        if (frame.Command == (byte)'y')
        {
            text = EndedText(frame);
            if (text.Length < 3 || text[0] is not ('4' or '5') || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[2]))
                throw Broken(frame, $"a reply that begins with a code from 400 to 599 was expected, \"{text}\" came");
            verdict = text[0] == '4' ? MilterVerdict.TempFail : MilterVerdict.Reject;
        }

        return verdict != MilterVerdict.Continue || frame.Command == (byte)'c';
    }

    /// <summary>Reads a change; the chunks of a body are joined by the caller.</summary>
    public static MessageModification ReadModification(MilterFrame frame) => frame.Command switch
    {
        (byte)'h' => Strings(frame, 2) is var s ? new MessageModification.AddHeader(s[0], s[1]) : null!,
        (byte)'i' => InsertHeader(frame),
        (byte)'m' => ChangeHeader(frame),
        (byte)'+' => new MessageModification.AddRecipient(EndedText(frame)),
        (byte)'2' => Strings(frame, 1) is var s ? new MessageModification.AddRecipient(s[0], s.Length > 1 ? s[1] : "") : null!,
        (byte)'-' => new MessageModification.DeleteRecipient(EndedText(frame)),
        (byte)'e' => Strings(frame, 1) is var s ? new MessageModification.ChangeSender(s[0], s.Length > 1 ? s[1] : "") : null!,
        (byte)'q' => new MessageModification.Quarantine(EndedText(frame)),
        _ => throw Broken(frame, "a reply or a change to the message was expected"),
    };

    public static MilterClientException Broken(MilterFrame frame, string expected)
    {
        string letter = frame.Command is > 0x20 and < 0x7F ? $"'{(char)frame.Command}'" : $"0x{frame.Command:X2}";
        return new(MilterClientFailure.Protocol, $"frame {letter} of {frame.Payload.Length} bytes: {expected}");
    }

    private static MessageModification.InsertHeader InsertHeader(MilterFrame frame)
    {
        int index = Index(frame);
        string[] s = Strings(frame with { Payload = frame.Payload[4..] }, 2);
        return new(index, s[0], s[1]);
    }

    private static MessageModification.ChangeHeader ChangeHeader(MilterFrame frame)
    {
        int index = Index(frame);
        string[] s = Strings(frame with { Payload = frame.Payload[4..] }, 2);
        return new(s[0], index, s[1]);
    }

    private static int Index(MilterFrame frame)
    {
        if (frame.Payload.Length < 4)
            throw Broken(frame, "an index of 4 bytes was expected");
        uint index = BinaryPrimitives.ReadUInt32BigEndian(frame.Payload.Span);
        return index <= int.MaxValue ? (int)index : throw Broken(frame, $"an index below 2^31 was expected, {index} came");
    }

    private static string[] Strings(MilterFrame frame, int atLeast)
    {
        string text = Encoding.Latin1.GetString(frame.Payload.Span);
        if (text.Length == 0 || text[^1] != '\0')
            throw Broken(frame, "strings that end in NUL were expected");
        string[] strings = text[..^1].Split('\0');
        return strings.Length >= atLeast ? strings : throw Broken(frame, $"{atLeast} strings were expected, {strings.Length} came");
    }

    private static string EndedText(MilterFrame frame) => Strings(frame, 1)[0];
}
