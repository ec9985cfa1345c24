namespace Postern.Mfl.Syntax;

/// <summary>Operators with two operands, but for the matching ones (<see cref="Expression.Match"/>).</summary>
internal enum BinaryOperator
{
    Concatenate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    ShiftLeft,
    ShiftRight,
    BitAnd,
    BitXor,
    BitOr,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}
