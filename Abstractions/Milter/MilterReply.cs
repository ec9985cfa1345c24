namespace Postern.Abstractions.Milter;

/// <summary>A filter's answer to one stage. The default value is "continue".</summary>
/// <param name="Verdict">What shall become of the recipient, message or session.</param>
/// <param name="Smtp">The filter's own reply with <see cref="MilterVerdict.Reject"/> or <see cref="MilterVerdict.TempFail"/>; <see langword="null"/> for the MTA's.</param>
public readonly record struct MilterReply(MilterVerdict Verdict, SmtpReply? Smtp = null)
{
    /// <summary>Go on.</summary>
    public static MilterReply Continue => default;

    /// <summary>Accept.</summary>
    public static MilterReply Accept => new(MilterVerdict.Accept);

    /// <summary>Refuse for good with the MTA's text.</summary>
    public static MilterReply Reject => new(MilterVerdict.Reject);

    /// <summary>Refuse for now with the MTA's text.</summary>
    public static MilterReply TempFail => new(MilterVerdict.TempFail);

    /// <summary>Accept and throw away.</summary>
    public static MilterReply Discard => new(MilterVerdict.Discard);

    /// <summary>Send no more of this stage's kind.</summary>
    public static MilterReply Skip => new(MilterVerdict.Skip);
}
