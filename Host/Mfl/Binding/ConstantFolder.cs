using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Computes operators on literals; 64-bit arithmetic wraps, shift counts are modulo 64, as at run time.</summary>
internal static class ConstantFolder
{
    /// <summary>Computes an operator on numbers; the divisor is not 0.</summary>
    public static long Compute(BinaryOperator operation, long left, long right) => unchecked(operation switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == -1 ? -left : left / right,
        BinaryOperator.Modulo => right == -1 ? 0 : left % right,
        BinaryOperator.ShiftLeft => left << (int)right,
        BinaryOperator.ShiftRight => left >> (int)right,
        BinaryOperator.BitAnd => left & right,
        BinaryOperator.BitXor => left ^ right,
        BinaryOperator.BitOr => left | right,
        _ => Compare(operation, left.CompareTo(right)) ? 1 : 0,
    });

    /// <summary>Compares strings byte by byte.</summary>
    public static long Compute(BinaryOperator operation, string left, string right) =>
        Compare(operation, string.CompareOrdinal(left, right)) ? 1 : 0;

    /// <summary>
    /// The result of an operator when one operand, a literal, decides it; the other is then not evaluated at all, as in the reference.
    /// </summary>
    public static long? Decide(BinaryOperator operation, long? left, long? right) => (operation, left, right) switch
    {
        (BinaryOperator.Multiply or BinaryOperator.BitAnd, 0, _) or (BinaryOperator.Multiply or BinaryOperator.BitAnd, _, 0) => 0,
        (BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.Divide or BinaryOperator.Modulo, 0, _) => 0,
        (BinaryOperator.Modulo, _, 1) => 0,
        (BinaryOperator.BitOr, -1, _) or (BinaryOperator.BitOr, _, -1) => -1,
        _ => null,
    };

    private static bool Compare(BinaryOperator operation, int order) => operation switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not an operator on two values"),
    };
}
