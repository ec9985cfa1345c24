namespace Postern.Mfl.Regex;

/// <summary>Where a match begins and ends; a negative start is no match.</summary>
internal readonly record struct MatchRange(int Start, int End)
{
    public static MatchRange None => new(-1, -1);

    public bool Found => Start >= 0;
}
