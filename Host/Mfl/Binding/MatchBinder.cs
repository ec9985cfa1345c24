using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Regex;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>
/// The matching operators. With two literals the result is computed here and, as in the reference, no back references are set.
/// </summary>
internal static class MatchBinder
{
    public static BoundExpression Bind(
        BoundExpression subject, BoundExpression pattern, RegexFlags flags, SourcePlace place, DiagnosticBag diagnostics)
    {
        if (pattern is not BoundExpression.Text literal)
            return new BoundExpression.Match(subject, pattern, flags, null, place);
        PosixRegex compiled;
        try
        {
            compiled = PosixRegex.Compile(literal.Value, OptionsOf(flags));
        }
        catch (PosixRegexException problem)
        {
            diagnostics.Error(pattern.Place, $"cannot compile regex: {problem.Message}");
            return new BoundExpression.Invalid(DataType.Number, place);
        }

        return subject is BoundExpression.Text text
            ? new BoundExpression.Number(compiled.Match(text.Value, new int[(compiled.GroupCount + 1) * 2]) ? 1 : 0, place)
            : new BoundExpression.Match(subject, pattern, flags, compiled, place);
    }

    public static BoundExpression BindGlob(BoundExpression subject, BoundExpression pattern, SourcePlace place) =>
        (subject, pattern) is (BoundExpression.Text text, BoundExpression.Text glob)
            ? new BoundExpression.Number(GlobPattern.IsMatch(glob.Value, text.Value) ? 1 : 0, place)
            : new BoundExpression.GlobMatch(subject, pattern, place);

    public static BoundExpression BindTransform(
        BoundExpression subject, BoundExpression rules, RegexFlags flags, SourcePlace place, DiagnosticBag diagnostics)
    {
        if (rules is not BoundExpression.Text literal)
            return new BoundExpression.Transform(subject, rules, flags, null, place);
        try
        {
            StringTransform compiled = StringTransform.Compile(literal.Value, OptionsOf(flags));
            return subject is BoundExpression.Text text
                ? new BoundExpression.Text(compiled.Apply(text.Value), place)
                : new BoundExpression.Transform(subject, rules, flags, compiled, place);
        }
        catch (Exception problem) when (problem is TransformException or PosixRegexException or MflFatalException)
        {
            diagnostics.Error(rules.Place, $"invalid transform string: {problem.Message}");
            return new BoundExpression.Invalid(DataType.String, place);
        }
    }

    public static PosixRegexOptions OptionsOf(RegexFlags flags) =>
        (flags.HasFlag(RegexFlags.Extended) ? PosixRegexOptions.Extended : PosixRegexOptions.None)
        | (flags.HasFlag(RegexFlags.IgnoreCase) ? PosixRegexOptions.IgnoreCase : PosixRegexOptions.None)
        | (flags.HasFlag(RegexFlags.Newline) ? PosixRegexOptions.Newline : PosixRegexOptions.None);
}
