using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Checks the codes of a reply as far as they are literals.</summary>
internal static class ReplyCodes
{
    public static void Check(
        ReplyAction action, BoundExpression? code, BoundExpression? extended, SourcePlace place, DiagnosticBag diagnostics)
    {
        if (action is not (ReplyAction.Reject or ReplyAction.Tempfail))
            return;
        string word = action.ToString().ToLowerInvariant();
        char kind = action == ReplyAction.Reject ? '5' : '4';
        SourcePlace at = place with { EndLine = place.Line, EndColumn = place.Column + word.Length - 1 };
        if (code is BoundExpression.Text { Value: { Length: > 0 } digits } literal)
        {
            if (digits.Length != 3 || digits[0] is < '2' or > '5' || !digits.All(char.IsAsciiDigit))
                diagnostics.Error(literal.Place, "invalid SMTP reply code");
            else if (digits[0] != kind)
                diagnostics.Error(at, $"{word} code should be {kind}xx");
        }

        if (extended is BoundExpression.Text { Value: { Length: > 0 } words } && !words.StartsWith($"{kind}.", StringComparison.Ordinal))
            diagnostics.Error(at, $"{word} extended code should be {kind}.x.x");
    }
}
