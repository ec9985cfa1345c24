using Postern.Abstractions.Authentication;
using Postern.Plugins.Spf.Macros;

namespace Postern.Plugins.Spf.Evaluation;

/// <summary>What the record of one domain says.</summary>
/// <param name="Result">The result.</param>
/// <param name="Domain">The domain of the record that decided.</param>
/// <param name="Mechanism">The directives that matched, the innermost first.</param>
/// <param name="Problem">What is wrong, for an error.</param>
/// <param name="Explanation">Where the explanation of a fail is.</param>
internal readonly record struct SpfOutcome(SpfResult Result, string Domain, string Mechanism, string Problem, MacroString? Explanation)
{
    public static SpfOutcome Of(SpfResult result, string domain) => new(result, domain, "", "", null);

    public static SpfOutcome Temporary(string domain, string problem) => new(SpfResult.TempError, domain, "", problem, null);

    public static SpfOutcome Permanent(string domain, string problem) => new(SpfResult.PermError, domain, "", problem, null);
}
