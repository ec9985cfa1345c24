using Postern.Abstractions.Milter;
using Postern.Daemon.FilterTests.Expectations;
using Postern.Daemon.FilterTests.Model;
using Postern.Daemon.Try;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>Reads <c>expect reply [STAGE [ARGUMENT]] VERDICT [CODE] [EXTENDED-CODE] [TEXT]</c>, and refuses what no filter can reply.</summary>
internal static class ReplyParser
{
    private static readonly Dictionary<string, MilterVerdict> Verdicts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["accept"] = MilterVerdict.Accept,
        ["continue"] = MilterVerdict.Continue,
        ["discard"] = MilterVerdict.Discard,
        ["reject"] = MilterVerdict.Reject,
        ["tempfail"] = MilterVerdict.TempFail,
    };

    public static ReplyExpectation Read(LineCursor line, TestMessage message)
    {
        (MilterStage stage, string argument) = Stage(line, message);
        string word = line.Word($"a verdict ({string.Join(' ', Verdicts.Keys)})");
        if (!Verdicts.TryGetValue(word, out MilterVerdict verdict))
        {
            throw new TestSyntaxException(FilterTestParser.Unknown(
                stage == MilterStage.None ? "stage or verdict" : "verdict", word, stage == MilterStage.None ? [.. Verdicts.Keys, .. StageNames.All] : Verdicts.Keys));
        }

        CheckVerdict(stage, verdict);
        string code = IsCode(line) ? line.Word("a code") : "";
        string extended = !line.IsAtText && SmtpAnswer.IsExtendedCode(line.Peek()) ? line.Word("an extended code") : "";
        TextPattern? text = line.IsAtEnd ? null : line.Pattern(isPart: false);
        CheckCodes(verdict, code, extended, text is not null);
        return new ReplyExpectation
        {
            Line = line.Number,
            Source = line.Text,
            Stage = stage,
            Argument = argument,
            Verdict = verdict,
            Code = code,
            ExtendedCode = extended,
            Text = text,
        };
    }

    private static (MilterStage Stage, string Argument) Stage(LineCursor line, TestMessage message)
    {
        if (line.IsAtText || !StageNames.TryGet(line.Peek(), out MilterStage stage))
            return (MilterStage.None, "");
        line.Take(line.Peek());
        bool isVerdict = Verdicts.ContainsKey(line.Peek());
        if (isVerdict && stage == MilterStage.Rcpt && message.Recipients.Count > 1)
            throw new TestSyntaxException("the message has several recipients: say which one, as in expect reply envrcpt <you@example.net> reject");
        if (isVerdict || stage is not (MilterStage.Rcpt or MilterStage.Header))
            return (stage, "");
        string argument = line.Word("a recipient or a field's name");
        if (stage == MilterStage.Header)
            return (stage, argument.TrimEnd(':'));
        argument = argument.StartsWith('<') ? argument : $"<{argument}>";
        IEnumerable<string> recipients = message.Recipients.DefaultIfEmpty(TestMessage.CustomaryRecipient);
        return recipients.Contains(argument, StringComparer.OrdinalIgnoreCase)
            ? (stage, argument)
            : throw new TestSyntaxException($"the message has no recipient {argument}, so this can never match; it has {string.Join(' ', recipients)}");
    }

    private static bool IsCode(LineCursor line) => line.Peek() is { Length: 3 } word && word.All(char.IsAsciiDigit);

    private static void CheckVerdict(MilterStage stage, MilterVerdict verdict)
    {
        if (stage == MilterStage.None && verdict == MilterVerdict.Continue)
            throw new TestSyntaxException("a message does not end with continue: accept was expected, or a stage before it");
        if (stage is MilterStage.Connect or MilterStage.Helo && verdict == MilterVerdict.Discard)
            throw new TestSyntaxException($"there is no message to discard at {StageNames.Of(stage)}, so this can never match");
    }

    private static void CheckCodes(MilterVerdict verdict, string code, string extended, bool hasText)
    {
        char digit = verdict == MilterVerdict.Reject ? '5' : '4';
        if (verdict is not (MilterVerdict.Reject or MilterVerdict.TempFail))
        {
            if (code.Length > 0 || extended.Length > 0 || hasText)
                throw new TestSyntaxException($"{verdict.ToString().ToLowerInvariant()} has neither a code nor a text, so this can never match");
        }
        else if ((code.Length > 0 && code[0] != digit) || (extended.Length > 0 && extended[0] != digit))
        {
            string wrong = code.Length > 0 && code[0] != digit ? code : extended;
            throw new TestSyntaxException($"{verdict.ToString().ToLowerInvariant()} has codes that begin with {digit}, so {wrong} can never match");
        }
    }
}
