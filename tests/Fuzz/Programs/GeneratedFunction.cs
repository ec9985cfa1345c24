namespace Postern.Fuzz.Programs;

/// <summary>A function of a generated program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of its named parameters.</param>
/// <param name="Mandatory">How many of them a call must give.</param>
/// <param name="IsVariadic">Whether strings may follow.</param>
/// <param name="Result">What it returns; null for a procedure.</param>
/// <param name="Cost">Statements that a call runs at most.</param>
/// <param name="IsRecursive">Whether its first parameter is the depth of its recursion.</param>
internal sealed record GeneratedFunction(
    string Name, GeneratedType[] Parameters, int Mandatory, bool IsVariadic, GeneratedType? Result, int Cost, bool IsRecursive);
