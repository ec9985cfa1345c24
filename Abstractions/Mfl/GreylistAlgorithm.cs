namespace Postern.Abstractions.Mfl;

/// <summary>What a record of the greylist database means (manual, node "Greylisting").</summary>
public enum GreylistAlgorithm
{
    /// <summary>The time of the first attempt (<c>traditional</c>, <c>gray</c>).</summary>
    Traditional,

    /// <summary>The time when greylisting ends (<c>con-tassios</c>, <c>ct</c>).</summary>
    ConTassios,
}
