using System.Globalization;
using Postern.Mfl.Code;
using Postern.Mfl.Dumps;

namespace Postern.Mfl.Runtime;

/// <summary>What programs compiled with <see cref="MflTracing"/> call; their code names these methods.</summary>
internal static class ProgramTrace
{
    /// <summary>Frames beyond this many are counted, not kept; deep recursion ends at the end of the stack anyway.</summary>
    private const int MaxFrames = 100_000;

    /// <summary>How many frames of a stack trace are shown at each of its ends.</summary>
    private const int ShownFrames = 50;

    /// <summary>Tells an instruction that is about to be executed.</summary>
    public static void Instruction(int function, int instruction, ProgramSession session) =>
        Tell(session, function, instruction, "");

    /// <summary>Tells an instruction that stores a number.</summary>
    public static void Store(long value, int function, int instruction, ProgramSession session) =>
        Tell(session, function, instruction, " = " + MflConversion.ToText(value));

    /// <summary>Tells an instruction that stores a string.</summary>
    public static void Store(string value, int function, int instruction, ProgramSession session) =>
        Tell(session, function, instruction, $" = \"{value}\"");

    /// <summary>A function begins; the place that was under way is its caller's.</summary>
    public static int Enter(int function, ProgramSession session)
    {
        List<(int Function, int Locus)> frames = session.Frames ??= [];
        if (frames.Count < MaxFrames)
            frames.Add((function, session.Locus));
        return frames.Count;
    }

    /// <summary>Forgets the frames above the one that <see cref="Enter"/> has numbered: they were left by an exception.</summary>
    public static void Restore(int depth, ProgramSession session)
    {
        if (session.Frames is { } frames && frames.Count > depth)
            frames.RemoveRange(depth, frames.Count - depth);
    }

    /// <summary>A function ends.</summary>
    public static void Leave(int depth, ProgramSession session) => Restore(depth - 1, session);

    /// <summary>An exception begins: what is under way now is what its stack trace shows.</summary>
    public static void Remember(ProgramSession session)
    {
        if (session.Frames is not null)
            session.ThrownAt = Lines(session);
    }

    /// <summary>The calls under way, the latest first: places, and the functions that they lie in.</summary>
    public static IReadOnlyList<string> Lines(ProgramSession session)
    {
        var lines = new List<string>();
        int locus = session.Locus;
        List<(int Function, int Locus)> frames = session.Frames ?? [];
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            if (i < ShownFrames || i >= frames.Count - ShownFrames)
                lines.Add($"{PlaceOf(session, locus)}: {NameOf(session, frames[i].Function)}");
            else if (i == ShownFrames)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"... {frames.Count - (2 * ShownFrames)} more ..."));
            locus = frames[i].Locus;
        }

        return lines;
    }

    /// <summary>Tells an action (<c>--trace</c>) where <c>echo</c> goes, as the reference does.</summary>
    public static void Action(ProgramSession session, string text)
    {
        string line = $"{PlaceOf(session, session.Locus)}: {text}";
        if (session.Options.Echo is { } output)
            output.WriteLine(line);
        else
            RuntimeLog.Trace(session.Logger, line);
    }

    private static void Tell(ProgramSession session, int function, int instruction, string value)
    {
        CodeProgram code = session.Image.Code!;
        TraceSelection selection = session.Traced ?? code.Traced!;
        if (!selection.Covers(code.Functions[function].Source) && !selection.Covers(code.Functions[function].Instructions[instruction]))
            return;
        string text = CodeListing.Describe(code, code.Functions[function], instruction);
        string line = string.Create(CultureInfo.InvariantCulture, $"{instruction,5}: {PlaceOf(session, session.Locus)}: {text}{value}");
        if (session.Options.Trace is { } output)
            output.WriteLine(line);
        else
            RuntimeLog.Trace(session.Logger, line);
    }

    private static string NameOf(ProgramSession session, int function) => session.Image.Code!.Functions[function].Signature.Name;

    private static string PlaceOf(ProgramSession session, int locus)
    {
        IReadOnlyList<(string File, int Line)> places = session.Image.Places;
        return (uint)locus < (uint)places.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{places[locus].File}:{places[locus].Line}")
            : ":0";
    }
}
