using Postern.Mfl.Regex;

namespace Postern.Mfl.Runtime;

/// <summary>A compiled argument of <c>sed</c>: its rules are applied one after the other. Immutable.</summary>
internal sealed class StringTransform(IReadOnlyList<TransformRule> rules)
{
    /// <summary>Compiles an expression.</summary>
    /// <exception cref="TransformException">It is wrong.</exception>
    public static StringTransform Compile(string text, PosixRegexOptions options) => new(TransformParser.Parse(text, options));

    public string Apply(string subject)
    {
        foreach (TransformRule rule in rules)
            subject = rule.Apply(subject);
        return subject;
    }
}
