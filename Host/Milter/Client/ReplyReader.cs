using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Client;

/// <summary>Turns the filter's frames into decisions and changes.</summary>
internal static class ReplyReader
{
    public static bool TryReadVerdict(MilterFrame frame, out MilterVerdict verdict, out string text)
    {
        text = "";
        verdict = frame.Code switch
        {
            ReplyCode.Accept => MilterVerdict.Accept,
            ReplyCode.Reject => MilterVerdict.Reject,
            ReplyCode.TempFail => MilterVerdict.TempFail,
            ReplyCode.Discard => MilterVerdict.Discard,
            ReplyCode.Skip => MilterVerdict.Skip,
            ReplyCode.ConnectionFailure => MilterVerdict.ConnectionFailure,
            ReplyCode.Shutdown => MilterVerdict.Shutdown,
            _ => MilterVerdict.Continue,
        };
        if (frame.Code == ReplyCode.SmtpReply)
        {
            text = Text(frame);
            if (text.Length < 3 || text[0] is not ('4' or '5') || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[2]))
                throw Broken(frame, $"a reply that begins with a code from 400 to 599 was expected, \"{text}\" came");
            verdict = text[0] == '4' ? MilterVerdict.TempFail : MilterVerdict.Reject;
        }

        return verdict != MilterVerdict.Continue || frame.Code == ReplyCode.Continue;
    }

    /// <summary>Reads a change; the chunks of a body are joined by the caller.</summary>
    public static MessageModification ReadModification(MilterFrame frame)
    {
        switch (frame.Code)
        {
            case ReplyCode.AddHeader or ReplyCode.InsertHeader or ReplyCode.ChangeHeader:
                return ReadHeader(frame);
            case ReplyCode.Quarantine:
                return new MessageModification.Quarantine(Text(frame));
            case ReplyCode.AddRecipient or ReplyCode.AddRecipientWithArguments or ReplyCode.DeleteRecipient or ReplyCode.ChangeSender:
                return ReadAddress(frame);
            default:
                throw Broken(frame, "a reply or a change to the message was expected");
        }
    }

    public static MilterClientException Broken(MilterFrame frame, string expected)
    {
        byte code = (byte)frame.Code;
        string letter = code is > 0x20 and < 0x7F ? $"'{(char)code}'" : $"0x{code:X2}";
        return new(MilterClientFailure.Protocol, $"frame {letter} of {frame.Payload.Length} bytes: {expected}");
    }

    private static MessageModification ReadHeader(MilterFrame frame)
    {
        if (!HeaderReply.TryRead(frame.Code, frame.Payload, out var change) || change.Index > int.MaxValue)
            throw Broken(frame, "an index where the change has one, a name and a value, each ended by NUL, were expected");
        return frame.Code switch
        {
            ReplyCode.InsertHeader => new MessageModification.InsertHeader((int)change.Index, change.Name, change.Value),
            ReplyCode.ChangeHeader => new MessageModification.ChangeHeader(change.Name, (int)change.Index, change.Value),
            _ => new MessageModification.AddHeader(change.Name, change.Value),
        };
    }

    private static MessageModification ReadAddress(MilterFrame frame)
    {
        if (!AddressReply.TryRead(frame.Code, frame.Payload, out var change))
            throw Broken(frame, "an address ended by NUL was expected");
        return frame.Code switch
        {
            ReplyCode.DeleteRecipient => new MessageModification.DeleteRecipient(change.Address),
            ReplyCode.ChangeSender => new MessageModification.ChangeSender(change.Address, change.Arguments),
            _ => new MessageModification.AddRecipient(change.Address, change.Arguments),
        };
    }

    private static string Text(MilterFrame frame) => TextReply.TryRead(frame.Code, frame.Payload, out var reply)
        ? reply.Text
        : throw Broken(frame, "one text ended by NUL was expected");
}
