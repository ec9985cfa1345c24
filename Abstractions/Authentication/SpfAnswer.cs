namespace Postern.Abstractions.Authentication;

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Result">The result.</param>
/// <param name="Mechanism">The directive that decided, as it stands in the record of <paramref name="Domain"/>; empty for a default result or an error.</param>
/// <param name="Domain">The domain whose record decided: another than the one asked for after <c>redirect</c>.</param>
/// <param name="Explanation">The explanation of the domain owner for a fail (section 6.2), a byte string of printable ASCII; empty when there is none.</param>
/// <param name="Problem">For <see cref="SpfResult.TempError"/> and <see cref="SpfResult.PermError"/>, what is wrong, in a few words.</param>
public sealed record SpfAnswer(SpfResult Result, string Mechanism, string Domain, string Explanation, string Problem)
{
    /// <summary>How many DNS look-ups counted towards the limit (section 4.6.4).</summary>
    public int Lookups { get; init; }
}
