namespace Postern.Plugins.Spf.Evaluation;

/// <summary>Whether a mechanism matches, or why that cannot be told.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Text">The directives that matched inside, or what is wrong.</param>
internal readonly record struct SpfMatch(SpfMatchKind Kind, string Text)
{
    public static SpfMatch Of(bool isMatch) => new(isMatch ? SpfMatchKind.Yes : SpfMatchKind.No, "");

    public static SpfMatch Temporary(string problem) => new(SpfMatchKind.TempError, problem);

    public static SpfMatch Permanent(string problem) => new(SpfMatchKind.PermError, problem);
}
