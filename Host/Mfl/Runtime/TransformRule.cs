using System.Text;
using Postern.Mfl.Regex;

namespace Postern.Mfl.Runtime;

/// <summary>One <c>s/regexp/replacement/flags</c>.</summary>
/// <param name="Pattern">What is replaced.</param>
/// <param name="IsAnchored">The expression begins with <c>^</c>: it cannot match but at the beginning.</param>
/// <param name="Pieces">The replacement.</param>
/// <param name="First">The number of the first match that is replaced, from 1.</param>
/// <param name="All">Whether those after it are replaced too.</param>
internal sealed record TransformRule(
    PosixRegex Pattern, bool IsAnchored, IReadOnlyList<TransformPiece> Pieces, int First, bool All)
{
    public string Apply(string subject)
    {
        Span<int> groups = stackalloc int[20];
        StringBuilder? result = null;
        int copied = 0;
        int start = 0;
        int number = 0;
        int previous = -1;
        MatchWork work = default;
        while (start <= subject.Length && !(IsAnchored && start > 0)
            && Pattern.MatchWithin(subject.AsSpan(start), groups, ref work))
        {
            int from = start + groups[0];
            int to = start + groups[1];
            if (to == from && from == previous)
            {
                // An empty match right after another one is part of it.
                start++;
                continue;
            }

            previous = to;
            if (++number >= First)
            {
                result ??= new StringBuilder(subject.Length + 16);
                result.Append(subject, copied, from - copied);
                AppendReplacement(result, subject, start, groups);
                copied = to;
                if (result.Length > ProgramOperations.MaximumLength)
                    throw new MflFatalException($"sed: the result is longer than the {ProgramOperations.MaximumLength} bytes allowed");
                if (!All)
                    break;
            }

            // An empty match must not be found for ever.
            start = to > from ? to : to + 1;
        }

        return result is null ? subject : result.Append(subject, copied, subject.Length - copied).ToString();
    }

    private void AppendReplacement(StringBuilder result, string subject, int start, ReadOnlySpan<int> groups)
    {
        TransformPieceKind mode = TransformPieceKind.End;
        TransformPieceKind once = TransformPieceKind.End;
        foreach (TransformPiece piece in Pieces)
        {
            ReadOnlySpan<char> text;
            switch (piece.Kind)
            {
                case TransformPieceKind.Literal:
                    text = piece.Text;
                    break;
                case TransformPieceKind.Group:
                    int from = groups[piece.Group * 2];
                    text = from < 0 ? [] : subject.AsSpan(start + from, groups[(piece.Group * 2) + 1] - from);
                    break;
                case TransformPieceKind.UpperNext or TransformPieceKind.LowerNext:
                    once = piece.Kind;
                    continue;
                default:
                    mode = piece.Kind;
                    once = TransformPieceKind.End;
                    continue;
            }

            for (int i = 0; i < text.Length; i++)
            {
                result.Append(Cased(text[i], once == TransformPieceKind.End ? mode : once));
                once = TransformPieceKind.End;
            }
        }
    }

    private static char Cased(char c, TransformPieceKind mode) => mode switch
    {
        TransformPieceKind.Upper or TransformPieceKind.UpperNext => c is >= 'a' and <= 'z' ? (char)(c - 32) : c,
        TransformPieceKind.Lower or TransformPieceKind.LowerNext => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c,
        _ => c,
    };
}
