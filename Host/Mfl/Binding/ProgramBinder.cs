using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Binds a whole program: its modules in the order in which they were needed, the main source last.</summary>
internal sealed class ProgramBinder
{

    private readonly ProgramSymbols _symbols;
    private readonly DiagnosticBag _diagnostics;
    private readonly ConstantBinder _constants;
    private readonly BoundProgram _program = new();
    private long _nextException = BuiltInExceptions.Count;

    private ProgramBinder(FunctionCatalog functions, DiagnosticBag diagnostics)
    {
        _symbols = new ProgramSymbols(functions);
        _diagnostics = diagnostics;
        _constants = new ConstantBinder(_symbols, diagnostics);
    }

    public static BoundProgram Bind(ProgramSyntax syntax, FunctionCatalog functions, DiagnosticBag diagnostics)
    {
        var binder = new ProgramBinder(functions, diagnostics);
        foreach (CatalogVariable variable in functions.Variables)
        {
            binder.DeclareGlobal(variable.Symbol, variable.Type).Initial =
                variable.Type == DataType.String ? variable.Description.Initial.Text : variable.Description.Initial.Number;
        }

        foreach (ModuleSyntax module in syntax.Modules)
            binder.BindModule(module);
        binder.BindModule(syntax.Main);
        binder._program.Pragmas.AddRange(syntax.Pragmas);
        binder.AddSessionCatches();
        return binder._program;
    }

    /// <summary>Sets the initial value of a global from the command line (<c>-v</c>).</summary>
    public static void Initialize(BoundProgram program, string name, string value, SourcePlace place, DiagnosticBag diagnostics)
    {
        BoundVariable? variable = program.Globals.Find(candidate => candidate.Name == name);
        if (variable is null)
        {
            diagnostics.Warning(place, $"no such variable: {name}");
            return;
        }

        BoundExpression literal = new OperatorBinder(diagnostics).Convert(new BoundExpression.Text(value, place), variable.Type);
        if (ConstantBinder.LiteralOf(literal) is { } initial)
            variable.Initial = initial;
    }

    private void BindModule(ModuleSyntax module)
    {
        var handlers = new Dictionary<HandlerKind, SourcePlace>();
        foreach (Declaration declaration in module.Declarations)
        {
            switch (declaration)
            {
                case Declaration.GlobalVariable global:
                    BindGlobal(global);
                    break;
                case Declaration.GlobalSet set:
                    BindGlobalSet(set);
                    break;
                case Declaration.Constants constants:
                    _constants.Define(constants.Items);
                    break;
                case Declaration.Exception exception:
                    long number = BuiltInExceptions.NumberOf(exception.Symbol.Name) ?? _nextException++;
                    _program.ExceptionNames[number] = exception.Symbol.Name;
                    _symbols.Define(exception.Symbol, number);
                    _symbols.Exceptions.Add(number);
                    break;
                case Declaration.Function function:
                    BindFunction(function);
                    break;
                case Declaration.Handler handler:
                    BindHandler(handler, handlers);
                    break;
                default:
                    break;
            }
        }
    }

    private void BindGlobal(Declaration.GlobalVariable declaration)
    {
        DataType type = ProgramSymbols.TypeOf(declaration.Symbol.DeclaredType);
        object? initial = declaration.Initializer is null ? null : _constants.ValueOf(declaration.Initializer, type);
        BoundVariable variable = DeclareGlobal(declaration.Symbol, type);
        if (initial is not null)
            variable.Initial = initial;
    }

    private void BindGlobalSet(Declaration.GlobalSet set)
    {
        BoundVariable? variable = _symbols.Find(set.Symbol);
        DataType? type = variable?.Type ?? (set.Symbol.DeclaredType is { } known ? ProgramSymbols.TypeOf(known) : null);
        object? initial = _constants.ValueOf(set.Value, type);
        variable ??= DeclareGlobal(set.Symbol, type ?? (initial is long ? DataType.Number : DataType.String));
        if (initial is not null)
            variable.Initial = initial;
    }

    private BoundVariable DeclareGlobal(VariableSymbol symbol, DataType type)
    {
        if (_symbols.Find(symbol) is { } known)
            return known;
        var variable = new BoundVariable(symbol, type, _program.Globals.Count);
        _program.Globals.Add(variable);
        _symbols.Declare(variable);
        return variable;
    }

    private void BindFunction(Declaration.Function declaration)
    {
        FunctionSymbol symbol = declaration.Symbol;
        var signature = new BoundSignature
        {
            Name = symbol.Name,
            Symbol = symbol,
            Index = _program.Functions.Count,
            Parameters = [.. symbol.Parameters.Select(static (parameter, index) =>
                new BoundVariable(parameter, ProgramSymbols.TypeOf(parameter.DeclaredType), index))],
            Mandatory = symbol.MandatoryCount,
            VariadicType = symbol.VariadicType is { } element ? ProgramSymbols.TypeOf(element) : null,
            Result = symbol.ReturnType is { } result ? ProgramSymbols.TypeOf(result) : DataType.Void,
        };
        _symbols.Declare(symbol, signature);
        var function = new BoundFunction(signature, null, declaration.Place);
        _program.Functions.Add(function);
        var scope = new FunctionScope(function);
        foreach (BoundVariable parameter in signature.Parameters)
            scope.Declare(parameter);
        function.Body = new StatementBinder(_symbols, scope, _diagnostics).Bind(declaration.Body);
    }

    private void BindHandler(Declaration.Handler declaration, Dictionary<HandlerKind, SourcePlace> inModule)
    {
        HandlerKind kind = declaration.Kind;
        string name = kind.ToString().ToLowerInvariant();
        if (kind == HandlerKind.Action)
        {
            BindActionHook(declaration, name, inModule.TryAdd(kind, declaration.Place));
            return;
        }

        inModule.TryAdd(kind, declaration.Place);
        if (!_program.Handlers.TryGetValue(kind, out BoundFunction? handler))
        {
            var signature = new BoundSignature
            {
                Name = name,
                Index = _program.Functions.Count,
                Parameters = [],
                Mandatory = 0,
                Result = DataType.Void,
            };
            handler = new BoundFunction(signature, kind, declaration.Place);
            _program.Handlers.Add(kind, handler);
            _program.Functions.Add(handler);
        }

        BoundBlock body = new StatementBinder(_symbols, new FunctionScope(handler), _diagnostics).Bind(declaration.Body);
        // As the reference does, only the first definition in a module counts; those of several modules are joined.
        if (inModule[kind] == declaration.Place)
            handler.Body = new BoundBlock([.. handler.Body.Statements, .. body.Statements]);
    }

    /// <summary>The action hook is a function whose parameters are the handler's arguments.</summary>
    private void BindActionHook(Declaration.Handler declaration, string name, bool isFirstInModule)
    {
        if (_program.ActionHook is not { } hook)
        {
            var signature = new BoundSignature
            {
                Name = name,
                Index = _program.Functions.Count,
                Mandatory = HandlerNames.MaxArgument(HandlerKind.Action),
                Result = DataType.Void,
                Parameters = [.. Enumerable.Range(1, HandlerNames.MaxArgument(HandlerKind.Action)).Select(position => Parameter(
                    $"${position}", HandlerNames.ArgumentType(HandlerKind.Action, position), position - 1, declaration.Place))],
            };
            hook = new BoundFunction(signature, null, declaration.Place);
            _program.ActionHook = hook;
            _program.Functions.Add(hook);
        }

        BoundBlock body = new StatementBinder(_symbols, new FunctionScope(hook), _diagnostics).Bind(declaration.Body);
        if (isFirstInModule)
            hook.Body = new BoundBlock([.. hook.Body.Statements, .. body.Statements]);
    }

    /// <summary>The catches of <c>begin</c> handle what other handlers do not: their bodies become functions, too.</summary>
    private void AddSessionCatches()
    {
        if (!_program.Handlers.TryGetValue(HandlerKind.Begin, out BoundFunction? begin))
            return;
        foreach (BoundCatch handler in begin.StandaloneCatches)
        {
            var signature = new BoundSignature
            {
                Name = "catch",
                Index = _program.Functions.Count,
                Mandatory = 2,
                Result = DataType.Void,
                Parameters = [Parameter("number", MflType.Number, 0, handler.Place), Parameter("text", MflType.String, 1, handler.Place)],
            };
            handler.SessionFunction = signature;
            var function = new BoundFunction(signature, null, handler.Place) { Body = handler.Body, SessionCatch = handler };
            function.Locals.AddRange(begin.Locals);
            _program.Functions.Add(function);
        }
    }

    private static BoundVariable Parameter(string name, MflType type, int index, SourcePlace place) =>
        new(new VariableSymbol(name, VariableScope.Parameter, type, place), ProgramSymbols.TypeOf(type), index);
}
