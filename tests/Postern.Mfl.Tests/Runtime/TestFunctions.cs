using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Tests.Runtime;

/// <summary>Functions of every shape that a plugin can have.</summary>
[MflVariable("t_number", 5)]
[MflVariable("t_text", "start", IsPrecious = true)]
[SuppressMessage("Performance", "CA1822", Justification = "Most functions of plugins are instance methods.")]
public sealed class TestFunctions : IMflModule
{
    [MflFunction("t_upper", NonBlocking = true, Pure = true)]
    public string Upper(string text) => text.ToUpperInvariant();

    [MflFunction("t_flags", NonBlocking = true, TakesRegexFlags = true)]
    public static string Flags(MflContext context, long flags, string text, long number = 1) => $"{flags} {text} {number}";

    [MflFunction("t_constant", NonBlocking = true, TellsConstant = true)]
    public static string Constant(long length, string text) => length == long.MaxValue ? "all" : $"{length} {text}";

    [MflFunction("t_part", NonBlocking = true, Stages = MilterStages.Body)]
    public static string Part(MflContext context) => System.Text.Encoding.Latin1.GetString(context.BodyPart.Span);

    [MflFunction("t_calls", NonBlocking = true, ReadsCalls = true)]
    public static string Calls(MflContext context) => string.Join(", ", context.Calls);

    [MflFunction("t_trace", NonBlocking = true, SwitchesTracing = true)]
    public static bool Trace(MflContext context, string module, bool isOn) => context.TryTrace(module, isOn);

    [MflFunction("t_await", NonBlocking = true, ReadsEnvelope = true)]
    public static void Await(MflContext context, string name) => context.BeforeAcceptance(new RecordingStep(name));

    [MflFunction("t_divert", NonBlocking = true)]
    public static void Divert(MflContext context, bool isDiverted) => context.DivertModifications(isDiverted ? new ModificationQueue() : null);

    [MflFunction("t_exchange", NonBlocking = true)]
    public static string Exchange(MflContext context, string name, string value)
    {
        MflValue before = context.GetVariable(name);
        context.SetVariable(name, before.IsString
            ? new MflValue(value)
            : new MflValue(long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
        return before.Text;
    }

    [MflFunction("t_list", NonBlocking = true)]
    public static string List(string words) => words.Replace('\0', '/');

    [MflFunction("mx_hosts", NonBlocking = true)]
    public static string Exchangers(string domain) => domain == "example.test" ? "mx1.example.test mx2.other.test" : "";

    [MflFunction("t_add", NonBlocking = true)]
    public static long Add(long left, long right) => left + right;

    [MflFunction("t_optional", NonBlocking = true)]
    public string Optional(string text, long number = 7, string suffix = "end", bool flag = true) => $"{text}/{number}/{suffix}/{flag}";

    [MflFunction("t_join", NonBlocking = true)]
    public string Join(string separator, params ReadOnlySpan<string> parts) => string.Join(separator, parts.ToArray());

    [MflFunction("t_sum", NonBlocking = true)]
    public long Sum(ReadOnlySpan<long> numbers)
    {
        long sum = 0;
        foreach (long number in numbers)
            sum += number;
        return sum;
    }

    [MflFunction("t_kinds", NonBlocking = true)]
    public string Kinds(ReadOnlySpan<MflValue> values)
    {
        string kinds = "";
        foreach (MflValue value in values)
            kinds += value.IsString ? "s" : "n";
        return kinds;
    }

    [MflFunction("t_narrow", NonBlocking = true)]
    public int Narrow(int number, bool flag) => flag ? number : -1;

    [MflFunction("t_even", NonBlocking = true)]
    public bool IsEven(long number) => number % 2 == 0;

    [MflFunction("t_null", NonBlocking = true)]
    public string Null() => null!;

    [MflFunction("t_fail", NonBlocking = true)]
    public void Fail(string text) => throw new MflException(MflExceptionCode.Range, text);

    [MflFunction("t_crash", NonBlocking = true)]
    public void Crash() => throw new InvalidOperationException("a bug");

    [MflFunction("t_later")]
    public async ValueTask<string> Later(string text)
    {
        await Task.Yield();
        return text + " later";
    }

    [MflFunction("t_later_fail")]
    public async ValueTask LaterFail()
    {
        await Task.Yield();
        throw new MflException(MflExceptionCode.InputOutput, "later");
    }

    [MflFunction("t_forever")]
    public async ValueTask Forever(MflContext context) => await Task.Delay(Timeout.Infinite, context.CancellationToken);

    [MflFunction("t_refuse", NonBlocking = true, MayReply = true)]
    public void Refuse(MflContext context) => context.Reply(new MilterReply(MilterVerdict.Reject, new SmtpReply(554, "5.7.0", "no")));

    [MflFunction("t_quarantine", NonBlocking = true, Actions = MilterActions.Quarantine, Stages = MilterStages.EndOfMessage)]
    public void Quarantine(MflContext context, string reason) => context.Modifications.Add(new MessageModification.Quarantine(reason));

    [MflFunction("t_header", NonBlocking = true, ReadsHeader = true)]
    public long CountHeader(MflContext context) => context.Message.Header.Count;

    [MflFunction("t_body", ReadsBody = true)]
    public long BodyLength(MflContext context) => context.Message.BodyLength;

    [MflFunction("t_counter", NonBlocking = true)]
    public long Counter(MflContext context) => ++context.GetState(static () => new CounterState()).Count;

    [MflFunction("t_keep", NonBlocking = true)]
    public void Keep(MflContext context, string text)
    {
        System.IO.StringWriter target = context.GetState(static () => new System.IO.StringWriter());
        target.Write(text);
        context.GetState(() => new FailingState(target));
    }

    private sealed class FailingState(TextWriter target) : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException($"kept {target}");
    }

    private sealed class CounterState
    {
        public long Count { get; set; }
    }
}
