namespace Postern.Mfl.Regex;

/// <param name="Root">The pattern, null when it is empty.</param>
/// <param name="GroupCount">Number of groups, group 0 (the whole match) not counted.</param>
/// <param name="Aliases">For each group (from 1) the group whose place it reports: a group that holds nothing but a group is one with it.</param>
/// <param name="HasBackReferences">Whether \1 to \9 occur.</param>
internal sealed record ParsedPattern(PatternNode? Root, int GroupCount, int[] Aliases, bool HasBackReferences);
