using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session;

/// <summary>Turns a filter's reply into the frame that says it.</summary>
internal sealed class ReplyWriter(FrameWriter output, SessionFaults faults)
{
    /// <summary>Writes the frame of a verdict; a reply text that does not fit the verdict is reported and left out.</summary>
    public void Write(MilterStage stage, in MilterReply reply)
    {
        if (reply.Smtp is not null && reply.Verdict is MilterVerdict.Reject or MilterVerdict.TempFail && WriteSmtp(stage, reply))
            return;
        output.Append(CodeOf(reply.Verdict));
    }

    private bool WriteSmtp(MilterStage stage, in MilterReply reply)
    {
        var smtp = reply.Smtp!;
        string? problem = SmtpReplyFormat.FindProblem(smtp, reply.Verdict);
        if (problem is not null)
        {
            faults.Author(stage, $"its reply text is not sent: {problem}");
            return false;
        }

        new TextReply(ReplyCode.SmtpReply, SmtpReplyFormat.Format(smtp)).Write(output);
        return true;
    }

    private static ReplyCode CodeOf(MilterVerdict verdict) => verdict switch
    {
        MilterVerdict.Continue => ReplyCode.Continue,
        MilterVerdict.Accept => ReplyCode.Accept,
        MilterVerdict.Reject => ReplyCode.Reject,
        MilterVerdict.Discard => ReplyCode.Discard,
        MilterVerdict.Skip => ReplyCode.Skip,
        MilterVerdict.ConnectionFailure => ReplyCode.ConnectionFailure,
        MilterVerdict.Shutdown => ReplyCode.Shutdown,
        _ => ReplyCode.TempFail,
    };
}
