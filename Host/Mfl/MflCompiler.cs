using Postern.Abstractions.Configuration;
using Postern.Mfl.Binding;
using Postern.Mfl.Code;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Dumps;
using Postern.Mfl.Emit;
using Postern.Mfl.Outline;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl;

/// <summary>Compiles MFL (design: source, syntax tree, bound tree, linear code, IL). Stateless and thread-safe.</summary>
public static class MflCompiler
{
    /// <summary>Compiles a program. Never throws for what stands in the source.</summary>
    public static MflCompileResult Compile(MflCompileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        MflProgram? program = null;
        try
        {
            program = Compile(request, diagnostics);
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Error(new SourcePlace(request.Source.FileName, 1, 1, 1, 1), "statements or expressions are nested too deeply");
        }

        return new MflCompileResult(diagnostics.HasErrors ? null : program, diagnostics.Items);
    }

    /// <summary>Looks at a program as <see cref="Compile(MflCompileRequest)"/> does, and tells what it declares, but makes no code. Never throws for what stands in the source.</summary>
    public static MflOutline Examine(MflCompileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<MflSymbol> symbols = [];
        try
        {
            ProgramSyntax syntax = MflParser.Parse(request.Source, OptionsOf(request), diagnostics);
            symbols = OutlineBuilder.Build(syntax);
            if (!diagnostics.IsFull)
                EffectAnalysis.Run(ProgramBinder.Bind(syntax, request.Functions, diagnostics), diagnostics);
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Error(new SourcePlace(request.Source.FileName, 1, 1, 1, 1), "statements or expressions are nested too deeply");
        }

        return new MflOutline(symbols, diagnostics.Items);
    }

    /// <summary>Finds the built-in functions that a program and its modules name, by parsing alone.</summary>
    /// <param name="request">The program; its catalog is not looked at.</param>
    /// <param name="isFunction">Whether there is such a function.</param>
    /// <returns>Their names; <see langword="null"/> when parsing reports anything.</returns>
    public static IReadOnlySet<string>? FindFunctions(MflCompileRequest request, Func<string, bool> isFunction)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(isFunction);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var diagnostics = new DiagnosticBag();
        try
        {
            MflParser.Parse(request.Source, OptionsOf(request) with { IsBuiltInFunction = IsFunction }, diagnostics);
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }

        return diagnostics.Items.Count == 0 ? names : null;

        bool IsFunction(string name)
        {
            if (!isFunction(name))
                return false;
            names.Add(name);
            return true;
        }
    }

    private static MflProgram? Compile(MflCompileRequest request, DiagnosticBag diagnostics)
    {
        ProgramSyntax syntax = MflParser.Parse(request.Source, OptionsOf(request), diagnostics);
        if (diagnostics.IsFull)
            return null;
        BoundProgram bound = ProgramBinder.Bind(syntax, request.Functions, diagnostics);
        var commandLine = new SourcePlace("<command line>", 1, 1, 1, 1);
        foreach ((string name, string value) in request.Variables)
            ProgramBinder.Initialize(bound, name, value, commandLine, diagnostics);
        if (request.EntryFunction is { } entry && EntryPoints.ProblemOf(bound, entry) is { } problem)
            diagnostics.Error(default, problem);
        EffectAnalysis effects = EffectAnalysis.Run(bound, diagnostics);
        if (diagnostics.HasErrors)
            return null;
        MflTracing tracing = request.Tracing with
        {
            Calls = request.Tracing.Calls || effects.AnyPluginCall(static function => function.ReadsCalls),
            IsSwitched = effects.AnyPluginCall(static function => function.SwitchesTracing),
        };
        CodeProgram code = ProgramLowering.Lower(bound, effects, tracing != MflTracing.None);
        foreach (CodeFunction function in code.Functions)
            function.Shortens = request.IsOptimized;
        if (tracing != MflTracing.None)
            Trace(code, tracing, new TraceSelection(tracing, syntax, request.Functions), diagnostics);
        return new MflProgram(MakeImage(bound, code), syntax, code, effects.Summarize());
    }

    private static void Trace(CodeProgram code, MflTracing tracing, TraceSelection selection, DiagnosticBag diagnostics)
    {
        foreach (string name in selection.Unknown)
            diagnostics.Warning(default, $"--trace-program: no such module or plugin: {name}");
        code.Trace(tracing, selection);
    }

    private static ParserOptions OptionsOf(MflCompileRequest request) => new()
    {
        Reader = new FileSourceReader(request.Preprocessing) { OpenFiles = request.OpenFiles },
        IsBuiltInFunction = name => request.Functions.TryFind(name, out _),
        BuiltInFunctionNames = [.. request.Functions.Functions.Select(static function => function.Name)],
        PredefinedVariables = [.. PredefinedVariables.Symbols, .. request.Functions.Variables.Select(static variable => variable.Symbol)],
        BuiltInConstants = LanguageConstants.Of(request),
        IncludePath = request.IncludePath,
        ModulePath = request.ModulePath,
        Trace = request.LexTrace is null && request.GrammarTrace is null
            ? null
            : new ParseTrace(request.LexTrace, request.GrammarTrace),
    };

    private static ProgramImage MakeImage(BoundProgram bound, CodeProgram code)
    {
        int[] used = new int[Enum.GetValues<HandlerKind>().Length];
        Array.Fill(used, -1);
        foreach ((HandlerKind kind, BoundFunction handler) in bound.Handlers)
            used[(int)kind] = handler.UsedArguments;
        return new ProgramImage
        {
            Create = ProgramEmitter.Emit(code),
            Modules = [.. code.Modules],
            Regexes = [.. code.Regexes],
            Transforms = [.. code.Transforms],
            ProvidedVariables = bound.Globals.Where(static global => global.Symbol.IsProvided)
                .ToDictionary(static global => global.Name, static global => (global.Index, global.Type), StringComparer.Ordinal),
            Settings = ProgramSettings.Of(bound.Pragmas),
            Places = code.Places,
            Code = code.Traced is not null ? code : null,
            ExceptionNames = bound.ExceptionNames,
            UsedArguments = used,
            SessionCatches = bound.Functions.Where(static function => function.SessionCatch is not null)
                .ToDictionary(static function => function.Signature.Index, static function => function.SessionCatch!.Exceptions),
            EntryPoints = bound.Functions
                .Where(static function => EntryPoints.IsEntryPoint(function.Signature))
                .ToDictionary(static function => function.Signature.Name, static function => function.Signature.Index, StringComparer.Ordinal),
            EntryProblem = name => EntryPoints.ProblemOf(bound, name),
        };
    }
}
