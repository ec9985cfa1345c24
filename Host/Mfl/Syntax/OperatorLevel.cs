namespace Postern.Mfl.Syntax;

/// <summary>How tightly a binary operator binds.</summary>
/// <param name="Level">1 is the loosest.</param>
/// <param name="Operator">The operator; <see langword="null"/> for those that match patterns.</param>
internal sealed record OperatorLevel(int Level, BinaryOperator? Operator);
