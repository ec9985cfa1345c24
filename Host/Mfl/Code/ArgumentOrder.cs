using Postern.Mfl.Binding;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Code;

/// <summary>Whether it matters when an argument is computed, relative to the others.</summary>
internal static class ArgumentOrder
{
    /// <summary>The value cannot fail, has no side effect, and no other argument's side effect can change it.</summary>
    public static bool IsIndifferent(BoundExpression expression) => expression switch
    {
        BoundExpression.Number or BoundExpression.Text or BoundExpression.ArgumentCount or BoundExpression.HandlerArgument
            or BoundExpression.CatchArgument or BoundExpression.Temporary => true,
        BoundExpression.Variable variable => variable.Target.Scope != VariableScope.Global,
        BoundExpression.RestArguments rest => rest.Shift is null,
        BoundExpression.Convert { Type: DataType.String } conversion => IsIndifferent(conversion.Operand),
        BoundExpression.Concatenation concatenation => concatenation.Parts.All(IsIndifferent),
        BoundExpression.Binary { Operator: not (BinaryOperator.Divide or BinaryOperator.Modulo) } binary =>
            IsIndifferent(binary.Left) && IsIndifferent(binary.Right),
        BoundExpression.Unary unary => IsIndifferent(unary.Operand),
        _ => false,
    };
}
