namespace Postern.Mfl.Regex;

/// <summary>One token of a pattern; <see cref="Value"/> is the character it was made of (for a back reference, the digit).</summary>
internal readonly record struct PatternToken(PatternTokenKind Kind, byte Value, RegexAnchor Anchor = default)
{
    public bool IsRepetition => Kind is PatternTokenKind.Star or PatternTokenKind.Plus or PatternTokenKind.Question
        or PatternTokenKind.OpenInterval;
}
