using System.Runtime.CompilerServices;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Gives expressions types, makes conversions explicit, computes what consists of literals.</summary>
internal sealed class ExpressionBinder(ProgramSymbols symbols, FunctionScope? scope, DiagnosticBag diagnostics)
{
    private const string ExchangersFunction = "mx_hosts";

    private readonly OperatorBinder _operators = new(diagnostics);

    public FunctionScope? Scope { get; } = scope;

    /// <summary>Binds an expression that must have a value.</summary>
    public BoundExpression Value(Expression expression)
    {
        BoundExpression bound = Bind(expression);
        if (bound.Type != DataType.Void)
            return bound;
        if (bound is not BoundExpression.Invalid)
            diagnostics.Error(expression.Place, "unspecified value not ignored as it should be");
        return new BoundExpression.Invalid(DataType.Number, expression.Place);
    }

    /// <summary>Binds an expression and converts it.</summary>
    public BoundExpression Value(Expression expression, DataType type) => _operators.Convert(Value(expression), type);

    public BoundExpression Convert(BoundExpression value, DataType type) => _operators.Convert(value, type);

    /// <summary>Binds a condition: a number, or whether a string is not empty.</summary>
    public BoundExpression Condition(Expression expression)
    {
        BoundExpression value = Value(expression);
        return value switch
        {
            BoundExpression.Text text => new BoundExpression.Number(text.Value.Length > 0 ? 1 : 0, text.Place),
            { Type: DataType.String } => new BoundExpression.IsNotEmpty(value, value.Place),
            _ => value,
        };
    }

    /// <summary>Binds an expression; the result of a call may be void.</summary>
    /// <exception cref="InsufficientExecutionStackException">It is nested too deeply.</exception>
    public BoundExpression Bind(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return BindOperator(expression);
    }

    private BoundExpression BindOperator(Expression expression) => expression switch
    {
        Expression.Number number => new BoundExpression.Number(number.Value, number.Place),
        Expression.Text text => new BoundExpression.Text(text.Value, text.Place),
        Expression.Interpolated parts => _operators.Concatenate([.. parts.Parts.Select(Value)], parts.Place),
        Expression.Unary unary => _operators.Unary(unary.Operator, Value(unary.Operand), unary.Place),
        Expression.Binary binary => _operators.Binary(binary.Operator, Value(binary.Left), Value(binary.Right), binary.Place),
        Expression.Match match => BindMatch(match),
        Expression.Cast cast => Value(cast.Operand, ProgramSymbols.TypeOf(cast.Type)),
        Expression.Call call => BindCall(call),
        Expression.BuiltInCall call => BindPluginCall(call),
        Expression.Constant constant => symbols.ValueOf(constant.Symbol, constant.Place),
        _ => BindReference(expression),
    };

    private BoundExpression BindReference(Expression expression) => expression switch
    {
        Expression.Variable variable => BindVariable(variable.Symbol, variable.Place),
        Expression.Macro macro => new BoundExpression.Macro(macro.Name, macro.Place),
        Expression.BackReference reference => new BoundExpression.BackReference(reference.Group, reference.Place),
        Expression.Argument argument => BindArgument(argument),
        Expression.VariadicArgument argument => BindVariadic(Value(argument.Index, DataType.Number), argument.Place),
        Expression.ArgumentCount count => BindArgumentCount(count.Place),
        Expression.ParameterOrdinal ordinal => new BoundExpression.Number(ordinal.Symbol.ParameterIndex, ordinal.Place),
        Expression.RestArguments rest => Fail(rest.Place, "$@ is allowed only as the last argument of a call"),
        Expression.Sed sed => BindSed(sed),
        Expression.ArgumentAddress address => BindArgumentList(address),
        _ => NotSupported(expression.Place, expression.GetType().Name),
    };

    public BoundExpression BindVariable(VariableSymbol symbol, SourcePlace place)
    {
        if (symbol.Scope == VariableScope.Predefined)
            return new BoundExpression.Predefined(symbol.Name, ProgramSymbols.TypeOf(symbol.DeclaredType), place);
        if (Find(symbol) is not { } variable)
            return Fail(place, $"variable {symbol.Name} is not defined");
        if (Scope is not null && Scope.Uninitialized.Remove(variable))
            diagnostics.Warning(place, $"use of uninitialized variable '{symbol.Name}'");
        return new BoundExpression.Variable(variable, place);
    }

    public BoundVariable? Find(VariableSymbol symbol)
    {
        if (Scope is not null && Scope.TryFind(symbol, out BoundVariable? variable))
            return variable;
        return symbols.Find(symbol);
    }

    private BoundExpression BindMatch(Expression.Match match)
    {
        if (match.OfExchangers)
            return BindExchangers(match);
        BoundExpression subject = Value(match.Subject, DataType.String);
        BoundExpression pattern = Value(match.Pattern, DataType.String);
        return match.IsGlob
            ? MatchBinder.BindGlob(subject, pattern, match.Place)
            : MatchBinder.Bind(subject, pattern, match.Flags, match.Place, diagnostics);
    }

    /// <summary>The names of the exchangers come from a plugin's function: a string of words, empty when they cannot be found out.</summary>
    private BoundExpression BindExchangers(Expression.Match match)
    {
        BoundExpression subject = Value(match.Subject, DataType.String);
        BoundExpression pattern = Value(match.Pattern, DataType.String);
        if (!symbols.Functions.TryFind(ExchangersFunction, out CatalogFunction? function))
        {
            return Fail(
                match.Place,
                $"`{(match.IsGlob ? "mx fnmatches" : "mx matches")}' needs the function {ExchangersFunction}, which no plugin provides");
        }

        var words = new BoundExpression.PluginCall(function, [subject], match.Flags, match.Place);
        return new BoundExpression.WordMatch(words, pattern, match.Flags, match.IsGlob, match.Place);
    }

    private BoundExpression BindArgumentList(Expression.ArgumentAddress address)
    {
        if (Scope?.Function.Signature.VariadicType is { } element && Value(address.Target) is BoundExpression.VariadicArgument argument)
            return new BoundExpression.ArgumentList(argument.Index, element, address.Place);
        return Fail(address.Place, "vaptr takes a variable argument of the function that it stands in: $N or $(n)");
    }

    private BoundExpression BindSed(Expression.Sed sed)
    {
        BoundExpression result = Value(sed.Subject, DataType.String);
        foreach (Expression transform in sed.Transforms)
            result = MatchBinder.BindTransform(result, Value(transform, DataType.String), sed.Flags, sed.Place, diagnostics);
        return result;
    }

    private BoundExpression BindArgument(Expression.Argument argument)
    {
        if (Scope is null)
            return Fail(argument.Place, "argument number too high");
        int position = argument.Position;
        if (position < 1)
            return Fail(argument.Place, "arguments are numbered from 1");
        if (Scope.Catches.TryPeek(out BoundCatch? handler))
        {
            return position switch
            {
                1 => new BoundExpression.CatchArgument(handler, 1, DataType.Number, argument.Place),
                2 => new BoundExpression.CatchArgument(handler, 2, DataType.String, argument.Place),
                3 => new BoundExpression.Number(0, argument.Place),
                _ => Fail(argument.Place, "argument number too high"),
            };
        }

        BoundFunction function = Scope.Function;
        if (function.Handler is { } kind)
        {
            IReadOnlyList<DataType> types = HandlerArguments.Of(kind);
            if (position < 1 || position > types.Count)
                return Fail(argument.Place, "argument number too high");
            function.UsedArguments |= 1 << (position - 1);
            return new BoundExpression.HandlerArgument(position, types[position - 1], argument.Place);
        }

        IReadOnlyList<BoundVariable> parameters = function.Signature.Parameters;
        if (position <= parameters.Count)
            return new BoundExpression.Variable(parameters[position - 1], argument.Place);
        return function.Signature.VariadicType is null
            ? Fail(argument.Place, "argument number too high")
            : BindVariadic(new BoundExpression.Number(position - parameters.Count, argument.Place), argument.Place);
    }

    private BoundExpression BindVariadic(BoundExpression index, SourcePlace place) =>
        Scope?.Function.Signature.VariadicType is { } type
            ? new BoundExpression.VariadicArgument(index, type, place)
            : Fail(place, "$(n) is allowed only in variadic functions");

    private BoundExpression BindArgumentCount(SourcePlace place)
    {
        if (Scope is null)
            return Fail(place, "$# is not allowed outside of a function");
        if (Scope.Catches.Count > 0)
            return new BoundExpression.Number(3, place);
        BoundSignature signature = Scope.Function.Signature;
        if (Scope.Function.Handler is { } kind)
            return new BoundExpression.Number(HandlerArguments.Of(kind).Count, place);
        return signature.PassesCount
            ? new BoundExpression.ArgumentCount(place)
            : new BoundExpression.Number(signature.Parameters.Count, place);
    }

    private BoundExpression BindCall(Expression.Call call)
    {
        BoundSignature signature = symbols.SignatureOf(call.Function);
        var types = new MflSignature(
            signature.Result, [.. signature.Parameters.Select(static parameter => parameter.Type)], signature.Mandatory,
            signature.VariadicType is not null, signature.VariadicType);
        return BindArguments(signature.Name, types, call.Arguments, call.Place) is { } arguments
            ? new BoundExpression.Call(signature, arguments, call.Place)
            : new BoundExpression.Invalid(signature.Result, call.Place);
    }

    private BoundExpression BindPluginCall(Expression.BuiltInCall call)
    {
        if (!symbols.Functions.TryFind(call.Name, out CatalogFunction? function))
            return Fail(call.Place, $"function {call.Name} is not defined");
        return BindArguments(call.Name, function.Signature, call.Arguments, call.Place) is { } arguments
            ? new BoundExpression.PluginCall(function, arguments, call.Flags, call.Place)
            : new BoundExpression.Invalid(function.Signature.Result, call.Place);
    }

    /// <summary>Binds the arguments given; those omitted are added where the call is lowered.</summary>
    private List<BoundExpression>? BindArguments(
        string name, MflSignature signature, IReadOnlyList<Expression> arguments, SourcePlace place)
    {
        int rest = arguments.Count > 0 && arguments[^1] is Expression.RestArguments ? 1 : 0;
        int given = arguments.Count - rest;
        if (given < signature.Mandatory && rest == 0)
            return FailCall(place, $"too few arguments in call to `{name}'");
        if (given > signature.Parameters.Count && !signature.IsVariadic)
            return FailCall(place, $"too many arguments in call to `{name}'");
        if (rest == 1 && (!signature.IsVariadic || given < signature.Parameters.Count))
        {
            return FailCall(
                arguments[^1].Place, "$@ cannnot be used to supply actual arguments for mandatory or optional parameters");
        }

        var bound = new List<BoundExpression>(arguments.Count);
        for (int i = 0; i < given; i++)
        {
            DataType? type = i < signature.Parameters.Count ? signature.Parameters[i] : signature.VariadicType;
            bound.Add(type is { } wanted ? Value(arguments[i], wanted) : Value(arguments[i]));
        }

        if (rest == 1)
            bound.Add(BindRest((Expression.RestArguments)arguments[^1], signature.VariadicType));
        return bound;
    }

    private BoundExpression BindRest(Expression.RestArguments rest, DataType? wanted)
    {
        if (Scope?.Function.Signature.VariadicType is not { } own)
            return Fail(rest.Place, "$@ is allowed only in variadic functions");
        return new BoundExpression.RestArguments(rest.Shift is null ? null : Value(rest.Shift, DataType.Number), own, rest.Place)
        {
            Element = wanted == own ? null : wanted,
        };
    }

    private List<BoundExpression>? FailCall(SourcePlace place, string text)
    {
        diagnostics.Error(place, text);
        return null;
    }

    private BoundExpression.Invalid Fail(SourcePlace place, string text)
    {
        diagnostics.Error(place, text);
        return new BoundExpression.Invalid(DataType.Number, place);
    }

    private BoundExpression.Invalid NotSupported(SourcePlace place, string what) => Fail(place, $"{what} is not supported yet");
}
