using System.Globalization;
using System.Text;

namespace Postern.Daemon.Try;

/// <summary>A unified diff of two texts by lines.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Above this many pairs of lines what differs is shown as replaced as a whole.</summary>
    private const long MaxPairs = 4_000_000;

    /// <summary>The diff; empty when the texts are equal.</summary>
    public static string Compare(string[] before, string[] after, string beforeName, string afterName)
    {
        var edits = Edits(before, after);
        if (edits.TrueForAll(e => e.Kind == ' '))
            return "";
        var output = new StringBuilder();
        output.Append(CultureInfo.InvariantCulture, $"--- {beforeName}\n+++ {afterName}\n");
        for (int i = 0; i < edits.Count;)
            i = AppendHunk(output, edits, i);
        return output.ToString();
    }

    private static int AppendHunk(StringBuilder output, List<Edit> edits, int from)
    {
        int first = edits.FindIndex(from, e => e.Kind != ' ');
        if (first < 0)
            return edits.Count;
        int last = first;
        for (int i = first; i < edits.Count && i - last <= 2 * Context + 1; i++)
        {
            if (edits[i].Kind != ' ')
                last = i;
        }

        int start = Math.Max(from, first - Context);
        int end = Math.Min(edits.Count, last + Context + 1);
        var hunk = edits.GetRange(start, end - start);
        int removed = hunk.Count(e => e.Kind != '+'), added = hunk.Count(e => e.Kind != '-');
        int oldLine = edits.Take(start).Count(e => e.Kind != '+') + (removed > 0 ? 1 : 0);
        int newLine = edits.Take(start).Count(e => e.Kind != '-') + (added > 0 ? 1 : 0);
        output.Append(CultureInfo.InvariantCulture, $"@@ -{oldLine},{removed} +{newLine},{added} @@\n");
        foreach (var edit in hunk)
            output.Append(edit.Kind).Append(edit.Line).Append('\n');
        return end;
    }

    private static List<Edit> Edits(string[] before, string[] after)
    {
        int head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        int tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        var edits = before.Take(head).Select(l => new Edit(' ', l)).ToList();
        edits.AddRange(Middle(before[head..^tail], after[head..^tail]));
        edits.AddRange(before.Skip(before.Length - tail).Select(l => new Edit(' ', l)));
        return edits;
    }

    private static IEnumerable<Edit> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MaxPairs)
        {
            foreach (string line in before)
                yield return new Edit('-', line);
            foreach (string line in after)
                yield return new Edit('+', line);
            yield break;
        }

        int[,] common = CommonLengths(before, after);
        int b = 0, a = 0;
        while (b < before.Length || a < after.Length)
        {
            if (b < before.Length && a < after.Length && before[b] == after[a])
            {
                yield return new Edit(' ', before[b++]);
                a++;
            }
            else if (b < before.Length && (a == after.Length || common[b + 1, a] >= common[b, a + 1]))
            {
                yield return new Edit('-', before[b++]);
            }
            else
            {
                yield return new Edit('+', after[a++]);
            }
        }
    }

    /// <summary>The length of the longest common subsequence of the rests from each pair of places.</summary>
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        int[,] length = new int[before.Length + 1, after.Length + 1];
        for (int b = before.Length - 1; b >= 0; b--)
        {
            for (int a = after.Length - 1; a >= 0; a--)
            {
                length[b, a] = before[b] == after[a]
                    ? length[b + 1, a + 1] + 1
                    : Math.Max(length[b + 1, a], length[b, a + 1]);
            }
        }

        return length;
    }

    private readonly record struct Edit(char Kind, string Line);
}
