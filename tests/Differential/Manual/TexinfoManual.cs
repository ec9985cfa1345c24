using System.Text.RegularExpressions;

namespace Postern.Differential.Tests.Manual;

/// <summary>The manual's source: <c>@example</c> and <c>@smallexample</c> blocks.</summary>
internal static partial class TexinfoManual
{
    /// <summary>The examples of the nodes from <paramref name="first"/> to before <paramref name="last"/>.</summary>
    public static IEnumerable<ManualExample> Read(IEnumerable<string> lines, string first, string last)
    {
        string node = "";
        bool inRange = false;
        List<string>? example = null;
        foreach (string line in lines)
        {
            if (line.StartsWith("@node ", StringComparison.Ordinal))
            {
                node = line[6..].Split(',')[0].Trim();
                inRange = node == first || (inRange && node != last);
            }
            else if (Begin().IsMatch(line))
                example = [];
            else if (End().IsMatch(line))
            {
                if (inRange && example is { Count: > 0 })
                    yield return new ManualExample(node, string.Join('\n', example) + "\n");
                example = null;
            }
            else if (!Markup().IsMatch(line))
                example?.Add(Expand(line));
        }
    }

    private static string Expand(string line)
    {
        string text = line.Replace("@@", "\u0001", StringComparison.Ordinal)
            .Replace("@{", "\u0002", StringComparison.Ordinal).Replace("@}", "\u0003", StringComparison.Ordinal)
            .Replace("@dots{}", "...", StringComparison.Ordinal);
        for (string before = ""; before != text;)
        {
            before = text;
            text = Command().Replace(text, "$1");
        }

        return text.Replace('\u0001', '@').Replace('\u0002', '{').Replace('\u0003', '}');
    }

    [GeneratedRegex(@"^@(small)?example\b")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^@end (small)?example\b")]
    private static partial Regex End();

    [GeneratedRegex(@"^@(group|end group|[cfkv]index|noindent|anchor)\b")]
    private static partial Regex Markup();

    [GeneratedRegex(@"@[a-z]+\{([^{}]*)\}")]
    private static partial Regex Command();
}
