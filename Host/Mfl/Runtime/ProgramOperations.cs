using System.Globalization;
using System.Runtime.CompilerServices;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Mfl.Regex;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>The operations that emitted code calls. The names are those that <see cref="Emit.RuntimeMethods"/> looks up.</summary>
internal static class ProgramOperations
{
    /// <summary>The longest string that a program may build, in bytes.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>How much of a string that is no number a message quotes, as in the reference, in bytes.</summary>
    private const int MaxQuoted = 8;

    public static long TextToNumber(string text, ProgramSession session)
    {
        NumberScan scan = MflConversion.Scan(text);
        if (!scan.IsComplete)
        {
            ReadOnlySpan<char> rest = text.AsSpan(scan.Stop, Math.Min(text.Length - scan.Stop, MaxQuoted));
            Throw($"Cannot convert stack value to number (stopped at {rest})", (long)MflExceptionCode.StringToNumber, session);
        }

        return scan.Number;
    }

    public static string NumberToText(long number) => MflConversion.ToText(number);

    public static long Divide(long dividend, long divisor, ProgramSession session) => divisor switch
    {
        0 => DivideByZero(session),
        -1 => unchecked(-dividend),
        _ => dividend / divisor,
    };

    public static long Modulo(long dividend, long divisor, ProgramSession session) => divisor switch
    {
        0 => DivideByZero(session),
        -1 => 0,
        _ => dividend % divisor,
    };

    private static long DivideByZero(ProgramSession session)
    {
        Throw("Division by zero", (long)MflExceptionCode.DivisionByZero, session);
        return 0;
    }

    public static string Concatenate(string first, string second)
    {
        CheckLength((long)first.Length + second.Length);
        return string.Concat(first, second);
    }

    public static string Concatenate(string first, string second, string third)
    {
        CheckLength((long)first.Length + second.Length + third.Length);
        return string.Concat(first, second, third);
    }

    public static string Concatenate(string first, string second, string third, string fourth)
    {
        CheckLength((long)first.Length + second.Length + third.Length + fourth.Length);
        return string.Concat(first, second, third, fourth);
    }

    public static string Concatenate(string[] parts)
    {
        long length = 0;
        foreach (string part in parts)
            length += part.Length;
        CheckLength(length);
        return string.Concat(parts);
    }

    public static string LoadMacro(string name, ProgramSession session)
    {
        if (session.Environment.TryGetMacro(name, out string value))
            return value;
        Throw($"macro not defined: {(name.Length > 1 ? "{" + name + "}" : name)}", (long)MflExceptionCode.MacroUndefined, session);
        return "";
    }

    public static string LoadGroup(int group, ProgramSession session)
    {
        try
        {
            return session.Groups[group];
        }
        catch (PosixRegexException problem)
        {
            throw TooMuchWork(problem);
        }
    }

    public static long Match(string subject, int regex, ProgramSession session)
    {
        try
        {
            return session.Groups.Match(session.Regexes[regex], subject) ? 1 : 0;
        }
        catch (PosixRegexException problem)
        {
            throw TooMuchWork(problem);
        }
    }

    /// <summary>Matches in a program that has no back references.</summary>
    public static long IsMatch(string subject, int regex, ProgramSession session)
    {
        try
        {
            return session.Regexes[regex].IsMatch(subject) ? 1 : 0;
        }
        catch (PosixRegexException problem)
        {
            throw TooMuchWork(problem);
        }
    }

    public static long MatchDynamic(string subject, string pattern, int options, ProgramSession session)
    {
        PosixRegex regex;
        try
        {
            regex = session.Groups.Compile(pattern, (PosixRegexOptions)options);
        }
        catch (PosixRegexException problem)
        {
            throw new MflException(MflExceptionCode.RegexCompile, $"compiling regex `{pattern}': {problem.Message}");
        }

        try
        {
            return session.Groups.Match(regex, subject) ? 1 : 0;
        }
        catch (PosixRegexException problem)
        {
            throw TooMuchWork(problem);
        }
    }

    /// <summary>Patterns with back references in them, and hostile ones over large subjects, take so long that they are given up.</summary>
    private static MflFatalException TooMuchWork(PosixRegexException problem) => new($"matching a regular expression: {problem.Message}");

    public static string Transform(string subject, int index, ProgramSession session) =>
        Apply(session.Transforms[index], subject);

    public static string TransformDynamic(string subject, string rules, int options, ProgramSession session)
    {
        try
        {
            return Apply(session.CompileTransform(rules, (PosixRegexOptions)options), subject);
        }
        catch (TransformException problem)
        {
            throw new MflFatalException($"invalid transform string \"{rules}\": {problem.Message}");
        }
    }

    private static string Apply(StringTransform transform, string subject)
    {
        try
        {
            return transform.Apply(subject);
        }
        catch (PosixRegexException problem)
        {
            throw TooMuchWork(problem);
        }
    }

    public static long MatchGlob(string subject, string pattern) => GlobPattern.IsMatch(pattern, subject) ? 1 : 0;

    /// <summary>An argument that was not given is null, as an optional parameter.</summary>
    public static string LoadVariadic(long index, string[] arguments) =>
        (ulong)(index - 1) < (ulong)arguments.Length ? arguments[index - 1] : "";

    public static long LoadVariadic(long index, long[] arguments) =>
        (ulong)(index - 1) < (ulong)arguments.Length ? arguments[index - 1] : 0;

    public static T[] LoadRest<T>(long shift, T[] arguments)
    {
        if ((ulong)shift > (ulong)arguments.Length)
            throw new MflFatalException($"$@({shift}): there are only {arguments.Length} variable arguments");
        return shift == 0 ? arguments : arguments[(int)shift..];
    }

    public static MflValue[] ToValues(string[] arguments) => Array.ConvertAll(arguments, static text => new MflValue(text));

    public static MflValue[] ToValues(long[] arguments) => Array.ConvertAll(arguments, static number => new MflValue(number));

    public static T[] JoinRest<T>(T[] first, T[] second) => [.. first, .. second];

    public static void Echo(string text, ProgramSession session)
    {
        if (session.Options.Echo is { } output)
            output.WriteLine(text);
        else
            RuntimeLog.Echo(session.Logger, text);
    }

    public static void Reply(string? code, string? extended, string? text, int action, ProgramSession session)
    {
        session.PendingReply = (ReplyAction)action switch
        {
            ReplyAction.Accept => MilterReply.Accept,
            ReplyAction.Continue => MilterReply.Continue,
            ReplyAction.Discard => MilterReply.Discard,
            ReplyAction.Reject => MakeReply(MilterReply.Reject, code, extended, text),
            _ => MakeReply(MilterReply.TempFail, code, extended, text),
        };
        session.Unwinding = UnwindState.Replied;
        if (session.Options.TracesActions)
            ProgramTrace.Action(session, $"{((ReplyAction)action).ToString().ToLowerInvariant()} {code} {extended} {text}");
    }

    /// <summary>Without a code the reply is the MTA's own, as in the reference.</summary>
    private static MilterReply MakeReply(MilterReply plain, string? code, string? extended, string? text) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? plain with { Smtp = new SmtpReply(number, extended ?? "", text ?? "") }
            : plain;

    public static void ChangeHeader(string name, string? value, int action, ProgramSession session)
    {
        if (session.Modifications.Items.Count >= ModificationQueue.Limit)
            throw new MflFatalException($"more than {ModificationQueue.Limit} modifications of one message");
        if (session.Options.TracesActions)
            ProgramTrace.Action(session, $"{((HeaderAction)action).ToString().ToUpperInvariant()} HEADER {name} {value}");
        session.Modifications.Add((HeaderAction)action switch
        {
            HeaderAction.Add => new MessageModification.AddHeader(name, value ?? ""),
            _ => new MessageModification.ChangeHeader(name, 1, value ?? ""),
        });
    }

    public static void Throw(string text, long number, ProgramSession session)
    {
        session.ExceptionNumber = number;
        session.ExceptionText = text;
        session.Unwinding = UnwindState.Thrown;
        ProgramTrace.Remember(session);
    }

    public static void InstallCatch(int function, ProgramSession session) => session.InstallCatch(function);

    /// <summary>An exception of a plugin or of the runtime has reached a <c>try</c>.</summary>
    public static void Catch(MflException exception, ProgramSession session) =>
        Throw(exception.Message, exception.Number, session);

    /// <summary>Ends a program that has used up its time.</summary>
    public static void Abort() => throw new MflFatalException("the time allowed for the handler is over");

    /// <summary>The entry of a function that may call itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(ProgramSession session)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Volatile.Read(ref session.AbortRequested) != 0)
            Abort();
    }

    /// <summary>The place in a table of jumps; -1, which is beyond every table, for what is beyond 32 bits.</summary>
    public static int CaseIndex(long index) => (ulong)index <= int.MaxValue ? (int)index : -1;

    public static int ToInt32(long number) => (int)Math.Clamp(number, int.MinValue, int.MaxValue);

    /// <summary>A plugin's string, guarded against <see langword="null"/>.</summary>
    public static string Guard(string? text) => text ?? "";

    public static T Wait<T>(ValueTask<T> task, ProgramSession session) => AsynchronousCalls.Wait(session, task);

    public static void Wait(ValueTask task, ProgramSession session) => AsynchronousCalls.Wait(session, task);

    public static long LoadNumber(string name, ProgramSession session) => PredefinedVariables.NumberOf(session, name);

    public static string LoadText(string name, ProgramSession session) => PredefinedVariables.TextOf(session, name);

    public static void StoreNumber(long value, string name, ProgramSession session) => PredefinedVariables.Set(session, name, new MflValue(value));

    public static void StoreText(string value, string name, ProgramSession session) => PredefinedVariables.Set(session, name, new MflValue(value));

    /// <summary>Whether the action hook is to be called: not for a reply that is given within it.</summary>
    public static long BeginAction(ProgramSession session)
    {
        if (session.StateBeforeAction is not null)
            return 0;
        session.StateBeforeAction = session.MilterState;
        session.MilterState = HandlerRunner.ActionState;
        return 1;
    }

    public static void EndAction(ProgramSession session)
    {
        session.MilterState = session.StateBeforeAction ?? session.MilterState;
        session.StateBeforeAction = null;
    }

    /// <summary>The code that a reply will have.</summary>
    public static string ReplyCodeOf(string? code, long action) => code is { Length: > 0 } ? code : (ReplyAction)action switch
    {
        ReplyAction.Reject => "550",
        ReplyAction.Tempfail => "451",
        _ => "",
    };

    public static string[] ToTexts(long[] numbers) => Array.ConvertAll(numbers, MflConversion.ToText);

    public static long[] ToNumbers(string[] texts, ProgramSession session) => Array.ConvertAll(texts, text => TextToNumber(text, session));

    /// <summary>Arguments in the form in which functions take them that parse a command line; strings of MFL have no NUL.</summary>
    public static string ListArguments(string[] arguments)
    {
        CheckLength(arguments.Sum(static argument => argument.Length + 1L));
        return string.Join('\0', arguments);
    }

    /// <summary>Whether a word matches; options of -1 mean a pattern of the shell.</summary>
    public static long MatchWords(string words, string pattern, long options, ProgramSession session)
    {
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            long matches = options < 0 ? MatchGlob(word, pattern) : MatchDynamic(word, pattern, (int)options, session);
            if (matches != 0)
                return 1;
        }

        return 0;
    }

    private static void CheckLength(long length)
    {
        if (length > MaximumLength)
            throw new MflFatalException($"a string of {length} bytes is longer than the {MaximumLength} allowed");
    }
}
