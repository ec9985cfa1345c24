using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Computes constants and initial values (manual, node "Constants").</summary>
internal sealed class ConstantBinder(ProgramSymbols symbols, DiagnosticBag diagnostics)
{
    /// <summary>The value of an expression that must be constant; <see langword="null"/> when it is not, which is diagnosed.</summary>
    public object? ValueOf(Expression expression, DataType? type)
    {
        int errors = diagnostics.ErrorCount;
        var binder = new ExpressionBinder(symbols, null, diagnostics);
        BoundExpression value = type is { } wanted ? binder.Value(expression, wanted) : binder.Value(expression);
        object? literal = LiteralOf(value);
        if (literal is null && diagnostics.ErrorCount == errors)
            diagnostics.Error(expression.Place, "initializer element is not constant");
        return literal;
    }

    /// <summary>Defines the constants of one <c>const</c>; one without a value counts on from the one before.</summary>
    public void Define(IReadOnlyList<Declaration.ConstantItem> items)
    {
        object? previous = null;
        foreach (Declaration.ConstantItem item in items)
        {
            object? value = null;
            if (item.Value is not null)
                value = ValueOf(item.Value, null);
            else if (previous is string)
                diagnostics.Error(item.Place, "initializer element is not numeric");
            else
                value = previous is long number ? unchecked(number + 1) : 0L;
            if (value is not null)
                symbols.Define(item.Symbol, value);
            previous = value;
        }
    }

    /// <summary>The value of a literal: a <see cref="long"/> or a <see cref="string"/>; otherwise <see langword="null"/>.</summary>
    public static object? LiteralOf(BoundExpression expression) => expression switch
    {
        BoundExpression.Number number => number.Value,
        BoundExpression.Text text => text.Value,
        _ => null,
    };
}
