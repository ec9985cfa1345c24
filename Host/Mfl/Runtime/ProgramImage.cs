using Postern.Abstractions.Mfl;
using Postern.Mfl.Code;
using Postern.Mfl.Regex;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>A program ready to run: its code and tables. Immutable and shared by all sessions.</summary>
internal sealed class ProgramImage
{
    public required Func<ProgramSession> Create { get; init; }

    public required object[] Modules { get; init; }

    public required PosixRegex[] Regexes { get; init; }

    public required StringTransform[] Transforms { get; init; }

    /// <summary>The globals that plugins declare.</summary>
    public required IReadOnlyDictionary<string, (int Index, DataType Type)> ProvidedVariables { get; init; }

    /// <summary>What its pragmas say to plugins' functions.</summary>
    public required MflProgramSettings Settings { get; init; }

    /// <summary>Source lines by locus.</summary>
    public required IReadOnlyList<(string File, int Line)> Places { get; init; }

    /// <summary>The listing, in a program that traces itself.</summary>
    public CodeProgram? Code { get; init; }

    public required IReadOnlyDictionary<long, string> ExceptionNames { get; init; }

    /// <summary>The exceptions that the catches of <c>begin</c> handle, by function; <see langword="null"/> for all.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<long>?> SessionCatches { get; init; }

    /// <summary>By handler: bit N-1 is set when it uses <c>$N</c>; -1 when there is no such handler.</summary>
    public required int[] UsedArguments { get; init; }

    /// <summary>The functions that <c>--run</c> can start, by name.</summary>
    public required IReadOnlyDictionary<string, int> EntryPoints { get; init; }

    /// <summary>Why a function cannot be started.</summary>
    public required Func<string, string?> EntryProblem { get; init; }

    public bool Has(HandlerKind kind) => UsedArguments[(int)kind] >= 0;

    public bool Uses(HandlerKind kind, int position) => (UsedArguments[(int)kind] & (1 << (position - 1))) != 0;

    public ProgramSession CreateSession(MflRuntimeOptions options, SessionEnvironment environment)
    {
        ProgramSession session = Create();
        session.Image = this;
        session.Options = options;
        session.Environment = environment;
        session.Regexes = Regexes;
        session.Transforms = Transforms;
        session.ProvidedVariables = ProvidedVariables;
        session.Bind(Modules);
        return session;
    }
}
