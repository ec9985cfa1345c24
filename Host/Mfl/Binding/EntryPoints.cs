namespace Postern.Mfl.Binding;

/// <summary>What <c>--run</c> can start: <c>func main(...) returns number</c>.</summary>
internal static class EntryPoints
{
    public static bool IsEntryPoint(BoundSignature signature) =>
        signature is { Symbol: not null, VariadicType: DataType.String, Parameters.Count: 0, Result: DataType.Number };

    /// <summary>What is wrong with a program's entry function; <see langword="null"/> when nothing is.</summary>
    public static string? ProblemOf(BoundProgram program, string name)
    {
        BoundFunction? function = program.Functions.Find(candidate => candidate.Handler is null && candidate.Signature.Name == name);
        if (function is null)
            return $"function {name} is not defined";
        if (function.Signature is not { VariadicType: DataType.String, Parameters.Count: 0 })
            return $"function {name} must take variable number of arguments";
        return function.Signature.Result == DataType.Number ? null : $"function {name} must return number";
    }
}
