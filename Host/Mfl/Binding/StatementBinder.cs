using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Binds the body of one function or handler.</summary>
internal sealed class StatementBinder
{
    /// <summary>A bit of a number tells whether each is active.</summary>
    private const int MaximumStandaloneCatches = 60;

    private readonly ProgramSymbols _symbols;
    private readonly FunctionScope _scope;
    private readonly DiagnosticBag _diagnostics;
    private readonly ExpressionBinder _expressions;

    public StatementBinder(ProgramSymbols symbols, FunctionScope scope, DiagnosticBag diagnostics)
    {
        _symbols = symbols;
        _scope = scope;
        _diagnostics = diagnostics;
        _expressions = new ExpressionBinder(symbols, scope, diagnostics);
    }

    public BoundBlock Bind(Block? block)
    {
        var bound = new List<BoundStatement>(block?.Statements.Count ?? 0);
        foreach (Statement statement in block?.Statements ?? [])
        {
            if (Bind(statement) is { } result)
                bound.Add(result);
        }

        return new BoundBlock(bound);
    }

    private BoundStatement? Bind(Statement statement) => statement switch
    {
        Statement.Variable declaration => BindDeclaration(declaration),
        Statement.Set set => BindSet(set),
        Statement.If choice => BindIf(choice),
        Statement.Switch choice => BindSwitch(choice.Value, choice.Cases, choice.Place),
        Statement.On choice => BindSwitch(choice.Condition, choice.Cases, choice.Place),
        Statement.Loop loop => BindLoop(loop),
        Statement.Break jump => FindLoop(jump.Label) is { } target ? new BoundStatement.Break(target, jump.Place) : null,
        Statement.Next jump => FindLoop(jump.Label) is { } target ? new BoundStatement.Next(target, jump.Place) : null,
        Statement.Try attempt => BindTry(attempt),
        Statement.Throw thrown => BindThrow(thrown),
        _ => BindSimple(statement),
    };

    private BoundStatement? BindSimple(Statement statement)
    {
        switch (statement)
        {
            case Statement.Pass:
                return null;
            case Statement.Catch standalone:
                return BindStandalone(standalone);
            case Statement.Constants constants:
                new ConstantBinder(_symbols, _diagnostics).Define(constants.Items);
                return null;
            case Statement.Return result:
                return BindReturn(result);
            case Statement.Echo echo:
                return new BoundStatement.Echo(_expressions.Value(echo.Value, DataType.String), echo.Place);
            case Statement.Reply reply:
                return BindReply(reply);
            case Statement.Header header:
                return BindHeader(header);
            case Statement.Evaluate call:
                return BindCall(call);
            default:
                _diagnostics.Error(statement.Place, $"{statement.GetType().Name} is not supported yet");
                return null;
        }
    }

    /// <summary>A declaration without an initializer does nothing when it is run: in a loop the variable keeps its value.</summary>
    private BoundStatement.Set? BindDeclaration(Statement.Variable declaration)
    {
        DataType type = ProgramSymbols.TypeOf(declaration.Symbol.DeclaredType);
        // The initializer is bound first: in it the name still means what it meant before.
        BoundExpression? initializer = declaration.Initializer is null ? null : _expressions.Value(declaration.Initializer, type);
        BoundVariable variable = _expressions.Find(declaration.Symbol) ?? _scope.DeclareLocal(declaration.Symbol, type);
        if (initializer is null)
        {
            _scope.Uninitialized.Add(variable);
            return null;
        }

        _scope.Uninitialized.Remove(variable);
        return new BoundStatement.Set(variable, initializer, declaration.Place);
    }

    private BoundStatement? BindSet(Statement.Set set)
    {
        BoundExpression value = _expressions.Value(set.Value);
        if (set.Symbol.Scope == VariableScope.Predefined)
        {
            return new BoundStatement.SetPredefined(
                set.Symbol.Name, _expressions.Convert(value, ProgramSymbols.TypeOf(set.Symbol.DeclaredType)), set.Place);
        }

        BoundVariable? variable = _expressions.Find(set.Symbol);
        if (variable is null && set.Symbol.Scope != VariableScope.Automatic)
        {
            _diagnostics.Error(set.Place, $"variable {set.Symbol.Name} is not defined");
            return null;
        }

        DataType declared = set.Symbol.DeclaredType is { } type ? ProgramSymbols.TypeOf(type) : value.Type;
        variable ??= _scope.DeclareLocal(set.Symbol, declared);
        _scope.Uninitialized.Remove(variable);
        return new BoundStatement.Set(variable, _expressions.Convert(value, variable.Type), set.Place);
    }

    private BoundStatement.If BindIf(Statement.If choice) => new(
        [.. choice.Branches.Select(branch =>
            new BoundStatement.IfBranch(_expressions.Condition(branch.Condition), Bind(branch.Body)))],
        choice.Else is null ? null : Bind(choice.Else),
        choice.Place);

    private BoundStatement.Switch BindSwitch(Expression condition, IReadOnlyList<Statement.SwitchCase> cases, SourcePlace place)
    {
        BoundExpression value = _expressions.Value(condition);
        var seen = new HashSet<object>();
        var bound = new List<BoundStatement.SwitchCase>(cases.Count);
        BoundBlock? otherwise = null;
        foreach (Statement.SwitchCase one in cases)
        {
            var labels = new List<BoundExpression>(one.Labels.Count);
            foreach (Expression label in one.Labels)
            {
                BoundExpression literal = _expressions.Value(label, value.Type);
                // The first of equal labels wins, so a later one is never reached.
                if (ConstantBinder.LiteralOf(literal) is { } key && seen.Add(key))
                    labels.Add(literal);
            }

            BoundBlock body = Bind(one.Body);
            if (one.Labels.Count == 0)
                otherwise = body;
            else
                bound.Add(new BoundStatement.SwitchCase(labels, body));
        }

        return new BoundStatement.Switch(value, bound, otherwise, place);
    }

    private BoundStatement.Loop BindLoop(Statement.Loop loop)
    {
        var identity = new BoundLoop(loop.Label);
        BoundBlock initial = Bind(loop.Initial);
        // Bound in the order of the source: a variable that the step declares is known in the body, and in a condition behind it.
        BoundExpression? condition = loop.While is null || loop.IsStepFirst ? null : _expressions.Condition(loop.While);
        _scope.Loops.Add(identity);
        BoundBlock step = Bind(loop.Step);
        if (loop.IsStepFirst)
            condition = _expressions.Condition(loop.While!);
        BoundBlock body = Bind(loop.Body);
        _scope.Loops.RemoveAt(_scope.Loops.Count - 1);
        BoundExpression? until = loop.DoneWhile is null ? null : _expressions.Condition(loop.DoneWhile);
        return new BoundStatement.Loop(identity, initial, condition, step, body, until, loop.Place);
    }

    /// <summary>The loop that is meant; <see langword="null"/> for a jump outside of loops, which the parser has diagnosed.</summary>
    private BoundLoop? FindLoop(string? label) =>
        label is null ? _scope.Loops.LastOrDefault() : _scope.Loops.LastOrDefault(loop => loop.Label == label);

    private BoundStatement.Try BindTry(Statement.Try attempt)
    {
        BoundBlock body = Bind(attempt.Body);
        return new BoundStatement.Try(body, BindCatch(attempt.Handler), attempt.Place);
    }

    private BoundStatement.ActivateCatch BindStandalone(Statement.Catch statement)
    {
        BoundCatch handler = BindCatch(statement);
        List<BoundCatch> all = _scope.Function.StandaloneCatches;
        if (all.Count == MaximumStandaloneCatches)
            _diagnostics.Error(statement.Place, $"more than {MaximumStandaloneCatches} standalone catches in one function");
        all.Add(handler);
        return new BoundStatement.ActivateCatch(all.Count - 1, handler, statement.Place);
    }

    private BoundCatch BindCatch(Statement.Catch handler)
    {
        List<long>? numbers = null;
        if (handler.Exceptions is not null)
        {
            numbers = [];
            foreach (Expression exception in handler.Exceptions)
            {
                if (_expressions.Value(exception, DataType.Number) is BoundExpression.Number number)
                    numbers.Add(number.Value);
            }
        }

        var bound = new BoundCatch(numbers, handler.Place);
        _scope.Catches.Push(bound);
        bound.Body = Bind(handler.Body);
        _scope.Catches.Pop();
        return bound;
    }

    private BoundStatement.Throw? BindThrow(Statement.Throw thrown)
    {
        BoundExpression text = _expressions.Value(thrown.Text, DataType.String);
        if (_expressions.Value(thrown.Code, DataType.Number) is not BoundExpression.Number number)
            return null;
        if (!_symbols.Exceptions.Contains(number.Value))
            _diagnostics.Error(thrown.Code.Place, $"invalid exception number: {MflConversion.ToText(number.Value)}");
        return new BoundStatement.Throw(number.Value, text, thrown.Place);
    }

    private BoundStatement.Return? BindReturn(Statement.Return result)
    {
        if (_scope.Function.Handler is not null)
            return null;

        DataType type = _scope.Function.Signature.Result;
        if (result.Value is null)
        {
            if (type != DataType.Void)
                _diagnostics.Error(result.Place, "`return' with no value, in function returning non-void");
            return new BoundStatement.Return(null, result.Place);
        }

        if (type == DataType.Void)
            _diagnostics.Error(result.Place, "`return' with a value, in function returning void");
        return new BoundStatement.Return(_expressions.Value(result.Value, type), result.Place);
    }

    private BoundStatement.Reply BindReply(Statement.Reply reply)
    {
        BoundExpression? code = Text(reply.Code);
        BoundExpression? extended = Text(reply.ExtendedCode);
        ReplyCodes.Check(reply.Action, code, extended, reply.Place, _diagnostics);
        return new BoundStatement.Reply(reply.Action, code, extended, Text(reply.Message), reply.Place);

        BoundExpression? Text(Expression? part) => part is null ? null : _expressions.Value(part, DataType.String);
    }

    private BoundStatement.Header BindHeader(Statement.Header header) => new(
        header.Action,
        _expressions.Value(header.Name, DataType.String),
        header.Value is null ? null : _expressions.Value(header.Value, DataType.String),
        header.Place);

    private BoundStatement.Evaluate BindCall(Statement.Evaluate statement)
    {
        BoundExpression call = _expressions.Bind(statement.Call);
        if (call.Type != DataType.Void && !statement.IsVoid && call is not BoundExpression.Invalid)
        {
            string name = call switch
            {
                BoundExpression.Call own => own.Function.Name,
                BoundExpression.PluginCall plugin => plugin.Function.Name,
                _ => "expression",
            };
            _diagnostics.Warning(statement.Place, $"return from {name} is ignored");
        }

        return new BoundStatement.Evaluate(call, statement.Place);
    }
}
