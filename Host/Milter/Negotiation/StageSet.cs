using Postern.Abstractions.Milter;

namespace Postern.Milter.Negotiation;

/// <summary>Membership in a <see cref="MilterStages"/> set.</summary>
internal static class StageSet
{
    public static bool Has(this MilterStages set, MilterStage stage) => ((int)set & (1 << (int)stage)) != 0;

    public static MilterStages Of(MilterStage stage) => (MilterStages)(1 << (int)stage);
}
