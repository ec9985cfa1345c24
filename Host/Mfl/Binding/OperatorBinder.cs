using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>The operators: conversions of their operands, and folding of literals.</summary>
internal sealed class OperatorBinder(DiagnosticBag diagnostics)
{
    public BoundExpression Convert(BoundExpression value, DataType type)
    {
        if (value.Type == type || type == DataType.Void)
            return value;
        switch (value)
        {
            case BoundExpression.Number number:
                return new BoundExpression.Text(MflConversion.ToText(number.Value), value.Place);
            case BoundExpression.Text text:
                NumberScan scan = MflConversion.Scan(text.Value);
                if (scan is { IsComplete: true, Overflows: false })
                    return new BoundExpression.Number(scan.Number, value.Place);
                diagnostics.Error(value.Place, "cannot convert literal to number");
                return new BoundExpression.Invalid(DataType.Number, value.Place);
            case BoundExpression.Invalid:
                return new BoundExpression.Invalid(type, value.Place);
            default:
                return new BoundExpression.Convert(value, type, value.Place);
        }
    }

    public BoundExpression Unary(UnaryOperator operation, BoundExpression operand, SourcePlace place)
    {
        operand = Convert(operand, DataType.Number);
        return operand is BoundExpression.Number number
            ? new BoundExpression.Number(
                operation switch
                {
                    UnaryOperator.Negate => unchecked(-number.Value),
                    UnaryOperator.Complement => ~number.Value,
                    _ => number.Value == 0 ? 1 : 0,
                },
                place)
            : new BoundExpression.Unary(operation, operand, place);
    }

    public BoundExpression Binary(BinaryOperator operation, BoundExpression left, BoundExpression right, SourcePlace place)
    {
        switch (operation)
        {
            case BinaryOperator.Concatenate:
                return Concatenate([left, right], place);
            case BinaryOperator.And or BinaryOperator.Or:
                return Logical(operation == BinaryOperator.And, left, right, place);
            case >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual:
                return Compare(operation, left, Convert(right, left.Type), place);
        }

        left = Convert(left, DataType.Number);
        right = Convert(right, DataType.Number);
        if (right is BoundExpression.Number { Value: 0 } && operation is BinaryOperator.Divide or BinaryOperator.Modulo)
        {
            diagnostics.Error(place, "division by zero");
            return new BoundExpression.Invalid(DataType.Number, place);
        }

        long? l = (left as BoundExpression.Number)?.Value;
        long? r = (right as BoundExpression.Number)?.Value;
        if (l is { } a && r is { } b)
            return new BoundExpression.Number(ConstantFolder.Compute(operation, a, b), place);
        return ConstantFolder.Decide(operation, l, r) is { } decided
            ? new BoundExpression.Number(decided, place)
            : new BoundExpression.Binary(operation, left, right, place);
    }

    /// <summary>Joins parts: nested concatenations are flattened, neighbouring literals become one.</summary>
    public BoundExpression Concatenate(IReadOnlyList<BoundExpression> parts, SourcePlace place)
    {
        var flat = new List<BoundExpression>(parts.Count);
        foreach (BoundExpression part in parts)
        {
            BoundExpression text = Convert(part, DataType.String);
            IReadOnlyList<BoundExpression> pieces = text is BoundExpression.Concatenation nested ? nested.Parts : [text];
            foreach (BoundExpression piece in pieces)
            {
                if (piece is BoundExpression.Text literal && flat.Count > 0 && flat[^1] is BoundExpression.Text before)
                    flat[^1] = new BoundExpression.Text(before.Value + literal.Value, place);
                else if (piece is not BoundExpression.Text { Value: "" } || flat.Count == 0)
                    flat.Add(piece);
            }
        }

        if (flat.Count > 1 && flat[0] is BoundExpression.Text { Value: "" })
            flat.RemoveAt(0);
        if (flat.Count == 1)
            return flat[0];
        return flat.Count == 0 ? new BoundExpression.Text("", place) : new BoundExpression.Concatenation(flat, place);
    }

    private static BoundExpression Compare(
        BinaryOperator operation, BoundExpression left, BoundExpression right, SourcePlace place) =>
        (left, right) switch
        {
            (BoundExpression.Number l, BoundExpression.Number r) =>
                new BoundExpression.Number(ConstantFolder.Compute(operation, l.Value, r.Value), place),
            (BoundExpression.Text l, BoundExpression.Text r) =>
                new BoundExpression.Number(ConstantFolder.Compute(operation, l.Value, r.Value), place),
            _ => new BoundExpression.Binary(operation, left, right, place),
        };

    private BoundExpression Logical(bool isAnd, BoundExpression left, BoundExpression right, SourcePlace place)
    {
        left = Convert(left, DataType.Number);
        right = Convert(right, DataType.Number);
        if (right is BoundExpression.Number last && last.Value == 0 == isAnd)
            return new BoundExpression.Number(isAnd ? 0 : 1, place);
        if (left is not BoundExpression.Number literal)
            return new BoundExpression.Logical(isAnd, left, right, place);
        bool decided = literal.Value == 0 == isAnd;
        if (decided)
            return new BoundExpression.Number(isAnd ? 0 : 1, place);
        return right is BoundExpression.Number other
            ? new BoundExpression.Number(other.Value == 0 ? 0 : 1, place)
            : new BoundExpression.Logical(isAnd, left, right, place);
    }
}
