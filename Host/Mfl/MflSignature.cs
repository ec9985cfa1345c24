namespace Postern.Mfl;

/// <summary>The types of a function's parameters and of its result.</summary>
/// <param name="Result">The type of the result.</param>
/// <param name="Parameters">The types of the fixed parameters, the optional ones last.</param>
/// <param name="Mandatory">How many of them must be given.</param>
/// <param name="IsVariadic">Whether more arguments may follow.</param>
/// <param name="VariadicType">The type that those are converted to; <see langword="null"/> leaves each its own.</param>
public sealed record MflSignature(
    DataType Result, IReadOnlyList<DataType> Parameters, int Mandatory, bool IsVariadic = false, DataType? VariadicType = null)
{
    /// <summary>The signature in the manual's notation: <c>string (string, number; string, ...)</c>.</summary>
    public override string ToString()
    {
        var words = new System.Text.StringBuilder(NameOf(Result)).Append(" (");
        for (int i = 0; i < Parameters.Count; i++)
            words.Append(i == 0 ? i == Mandatory ? "; " : "" : i == Mandatory ? "; " : ", ").Append(NameOf(Parameters[i]));
        if (IsVariadic)
        {
            words.Append(Parameters.Count > 0 ? ", " : "");
            words.Append(VariadicType is { } type ? NameOf(type) + " ..." : "...");
        }

        return words.Append(')').ToString();
    }

    private static string NameOf(DataType type) => type switch
    {
        DataType.Number => "number",
        DataType.String => "string",
        _ => "void",
    };
}
