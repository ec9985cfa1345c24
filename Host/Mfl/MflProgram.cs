using Postern.Abstractions.Milter;
using Postern.Mfl.Code;
using Postern.Mfl.Dumps;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>
/// A compiled program. Its code, and the plugins whose functions it calls, stay loaded as long as the program,
/// one of its engines or one of their sessions is reachable. Thread-safe.
/// </summary>
public sealed class MflProgram
{
    private readonly ProgramImage _image;
    private readonly ProgramSyntax _syntax;
    private readonly CodeProgram _code;

    internal MflProgram(ProgramImage image, ProgramSyntax syntax, CodeProgram code, ProgramEffects effects)
    {
        _image = image;
        _syntax = syntax;
        _code = code;
        Effects = effects;
    }

    /// <summary>What the program needs of the MTA and of the host.</summary>
    public FilterRequirements Requirements => Effects.Requirements;

    /// <summary>What was found out about the program, with reasons.</summary>
    public ProgramEffects Effects { get; }

    /// <summary>Writes the linear code, one listing per function (<c>--dump-code</c>).</summary>
    public void WriteCode(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        CodeListing.Write(_code, output);
    }

    /// <summary>Writes handlers and functions as trees (<c>--dump-tree</c>).</summary>
    public void WriteTree(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        TreeDump.Write(_code.Source, output);
    }

    /// <summary>Writes the Sendmail macros that handlers use (<c>--dump-macros</c>).</summary>
    public void WriteMacros(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        MacroList.Write(_syntax, output);
    }

    /// <summary>Writes the cross-reference of variables (<c>--dump-xref</c>).</summary>
    public void WriteCrossReference(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        CrossReference.Write(
            _syntax,
            [.. PredefinedVariables.Symbols, .. _code.Source.Globals.Select(static global => global.Symbol).Where(static symbol => symbol.IsProvided)],
            _code.Source.Globals.ToDictionary(static global => global.Symbol, static global => global.Type),
            output);
    }

    /// <summary>Makes a filter of the program.</summary>
    public MflFilterEngine CreateEngine(MflRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MflFilterEngine(_image, Effects, options);
    }

    /// <summary>Runs a function as a program (<c>--run</c>): <c>startup</c>, <c>begin</c>, the function, <c>end</c>.</summary>
    /// <returns>The exit code: the function's result modulo 256, or 0 after a run-time error, which is logged.</returns>
    public int Run(MflRuntimeOptions options, MflRunRequest request)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(request);
        return new CommandLineRun(_image, options, request.Macros, request.Output, request.CancellationToken)
            .RunFunction(request.Function, request.Arguments);
    }

    /// <summary>Runs one handler (<c>--test</c>) and prints what it does.</summary>
    /// <returns>The exit code, 64 for an unknown handler.</returns>
    public int Test(MflRuntimeOptions options, MflTestRequest request)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(request);
        return new CommandLineRun(_image, options, request.Macros, request.Output, request.CancellationToken)
            .TestHandler(request.Handler, request.Arguments);
    }
}
