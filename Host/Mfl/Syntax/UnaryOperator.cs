namespace Postern.Mfl.Syntax;

/// <summary>Operators with one operand: <c>-</c>, <c>~</c>, <c>not</c>.</summary>
internal enum UnaryOperator
{
    Negate,
    Complement,
    Not,
}
