using Postern.Abstractions.Milter;
using Postern.Mfl;

namespace Postern.Daemon.Commands;

/// <summary>What a program needs of the MTA and of the host, and why.</summary>
internal static class EffectsReport
{
    public static void Write(TextWriter output, ProgramEffects effects)
    {
        FilterRequirements needs = effects.Requirements;
        output.WriteLine($"stages: {needs.Stages}");
        output.WriteLine($"stages that are not answered: {needs.SilentStages}");
        output.WriteLine($"stages that run without a worker: {needs.InlineStages}");
        output.WriteLine($"actions: {needs.Actions}");
        foreach ((MilterStage stage, IReadOnlyList<string> macros) in needs.Macros.OrderBy(static entry => entry.Key))
            output.WriteLine($"macros at {stage}: {(macros.Count == 0 ? "none" : string.Join(' ', macros))}");
        output.WriteLine($"message kept: {Kept(needs)}");
        foreach (EffectFinding finding in effects.Findings)
            output.WriteLine(finding.ToString());
    }

    private static string Kept(FilterRequirements needs) => (needs.KeepsHeader, needs.KeepsBody) switch
    {
        (true, true) => "header and body",
        (true, false) => "header",
        (false, true) => "body",
        _ => "nothing",
    };
}
