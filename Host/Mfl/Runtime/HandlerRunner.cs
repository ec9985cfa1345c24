using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>Runs handlers and functions, and turns every kind of failure into a log line and a temporary failure.</summary>
internal static class HandlerRunner
{
    /// <summary>What the SMTP client sees after a run-time error, as from the reference.</summary>
    private static readonly MilterReply Failure = new(
        MilterVerdict.TempFail, new SmtpReply(410, "", "Local configuration error; please try again later"));

    /// <summary>Runs a handler.</summary>
    /// <param name="image">The program.</param>
    /// <param name="session">The session.</param>
    /// <param name="kind">The handler.</param>
    /// <param name="isBounded">Neither waits nor loops: no time-out can come while it runs.</param>
    /// <param name="cancellationToken">Ends the handler.</param>
    public static MilterReply Run(
        ProgramImage image, ProgramSession session, HandlerKind kind, bool isBounded, CancellationToken cancellationToken)
    {
        session.CurrentStage = ProgramSession.StageOf(kind);
        session.MilterState = StateOf(kind);
        session.StateBeforeAction = null;
        return Guarded(image, session, isBounded, (int)kind, static (running, number) => running.RunHandler(number), cancellationToken)
            ? session.PendingReply
            : Failure;
    }

    /// <summary>Runs a function; <see langword="null"/> after a run-time error.</summary>
    public static long? RunFunction(
        ProgramImage image, ProgramSession session, int index, string[] arguments, CancellationToken cancellationToken)
    {
        session.CurrentStage = MilterStage.None;
        session.MilterState = 0;
        long result = 0;
        return Guarded(
            image, session, false, index, (running, number) => result = running.RunFunction(number, arguments), cancellationToken)
            ? result
            : null;
    }

    private static bool Guarded(
        ProgramImage image, ProgramSession session, bool isBounded, int number, Action<ProgramSession, int> body,
        CancellationToken cancellationToken)
    {
        session.Unwinding = UnwindState.None;
        session.PendingReply = MilterReply.Continue;
        session.AbortRequested = 0;
        session.Frames?.Clear();
        session.ThrownAt = [];
        session.Token = cancellationToken;
        CancellationTokenRegistration registration = isBounded || !cancellationToken.CanBeCanceled
            ? default
            : cancellationToken.UnsafeRegister(
                static state => Volatile.Write(ref ((ProgramSession)state!).AbortRequested, 1), session);
        try
        {
            return Try(image, session, number, body);
        }
        finally
        {
            registration.Dispose();
            session.Token = CancellationToken.None;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge between host and plugins: their bugs cost one message.")]
    private static bool Try(ProgramImage image, ProgramSession session, int number, Action<ProgramSession, int> body)
    {
        try
        {
            body(session, number);
            return session.Unwinding != UnwindState.Thrown
                || Uncaught(image, session, session.ExceptionNumber, session.ExceptionText);
        }
        catch (MflException e)
        {
            ProgramTrace.Remember(session);
            return Uncaught(image, session, e.Number, e.Message);
        }
        catch (MflFatalException e)
        {
            session.ThrownAt = [];
            return Fail(image, session, e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return Fail(image, session, "out of stack space; increase #pragma stacksize");
        }
        catch (OperationCanceledException) when (session.Token.IsCancellationRequested)
        {
            return Fail(image, session, "the time allowed for the handler is over");
        }
        catch (Exception e)
        {
            (string file, int line) = PlaceOf(image, session);
            RuntimeLog.PluginFailed(session.Logger, e, file, line);
            return false;
        }
    }

    /// <summary>Lets a catch of <c>begin</c> handle an exception, or ends the program.</summary>
    private static bool Uncaught(ProgramImage image, ProgramSession session, long number, string text)
    {
        for (int i = (session.InstalledCatches?.Count ?? 0) - 1; i >= 0; i--)
        {
            int function = session.InstalledCatches![i];
            if (image.SessionCatches[function] is { } numbers && !numbers.Contains(number))
                continue;

            // The catch is not in force for what happens in its own body.
            session.InstalledCatches.RemoveAt(i);
            session.Unwinding = UnwindState.None;
            bool finished = Try(image, session, function, (running, index) => running.RunCatch(index, number, text));
            session.InstalledCatches.Insert(Math.Min(i, session.InstalledCatches.Count), function);
            return finished;
        }

        string name = image.ExceptionNames.TryGetValue(number, out string? known) ? known : "#" + MflConversion.ToText(number);
        return Fail(image, session, $"uncaught exception {name}: {text}");
    }

    private static bool Fail(ProgramImage image, ProgramSession session, string text)
    {
        (string file, int line) = PlaceOf(image, session);
        RuntimeLog.RuntimeError(session.Logger, file, line, text);
        if (session.Frames is not null)
            LogStack(session);
        if (session.MilterState != 0)
            RuntimeLog.NotFinished(session.Logger);
        return false;
    }

    private static void LogStack(ProgramSession session)
    {
        // An exception that came out of functions has left their frames; it has remembered them.
        IReadOnlyList<string> lines = session.ThrownAt.Count > 0 ? session.ThrownAt : ProgramTrace.Lines(session);
        RuntimeLog.StackTrace(session.Logger, "stack trace:");
        foreach (string line in lines)
            RuntimeLog.StackTrace(session.Logger, line);
        RuntimeLog.StackTrace(session.Logger, "stack trace finishes");
    }

    private static (string File, int Line) PlaceOf(ProgramImage image, ProgramSession session) =>
        (uint)session.Locus < (uint)image.Places.Count ? image.Places[session.Locus] : ("", 0);

    /// <summary>The state of the action hook.</summary>
    public const int ActionState = 14;

    /// <summary>The numbers of the states in the order of the manual (node "Predefined variables").</summary>
    private static int StateOf(HandlerKind kind) => kind switch
    {
        HandlerKind.Startup => 1,
        HandlerKind.Shutdown => 2,
        HandlerKind.Begin => 3,
        HandlerKind.End => 4,
        HandlerKind.Action => ActionState,
        _ => (int)kind + 5,
    };
}
