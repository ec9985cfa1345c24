namespace Postern.Mfl.Syntax;

/// <summary>Finds the known name that a misspelt word probably meant.</summary>
public static class SpellingSuggestion
{
    /// <summary>Longer words are not looked at: the time is quadratic in the length.</summary>
    private const int MaxLength = 64;

    /// <summary>The nearest candidate by edit distance; <see langword="null"/> when all are too far: a third of the word may be wrong.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is < 3 or > MaxLength)
            return null;
        string? best = null;
        var bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) >= bestDistance || candidate.Length > MaxLength)
                continue;
            var distance = Distance(word, candidate);
            if (distance >= bestDistance || distance == 0)
                continue;
            best = candidate;
            bestDistance = distance;
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements, and swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[MaxLength + 1];
        Span<int> previous = stackalloc int[MaxLength + 1];
        Span<int> current = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            previous.CopyTo(before);
            current.CopyTo(previous);
        }

        return previous[b.Length];
    }
}
