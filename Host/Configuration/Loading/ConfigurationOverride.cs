using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Loading;

/// <summary>
/// A setting from the command line, <c>--set=PATH=VALUE</c>. The path names blocks from the top, separated by dots;
/// a block's label follows its keyword after an equals sign: <c>logging.tag=mx1</c>, <c>server=milter.id=main</c>.
/// </summary>
public static class ConfigurationOverride
{
    /// <summary>Adds the setting to <paramref name="statements"/>, into the last block of its name and label where there is one.</summary>
    /// <param name="setting"><c>PATH=VALUE</c>, bytes as characters.</param>
    /// <param name="statements">What the files said.</param>
    /// <param name="problems">Takes a setting that cannot be read.</param>
    /// <returns>The statements with the setting.</returns>
    public static IReadOnlyList<ConfigurationStatement> Apply(
        string setting, IReadOnlyList<ConfigurationStatement> statements, ConfigurationProblems problems)
    {
        var place = new SourcePlace($"--set={Shown(setting)}", 0, 0, 0, 0);
        string path = setting.StartsWith('.') ? setting[1..] : setting;
        var segments = new List<(string Keyword, string? Label)>();
        while (true)
        {
            int end = path.AsSpan().IndexOfAny('.', '=');
            if (end <= 0)
            {
                problems.Error(place, "expected PATH=VALUE, such as logging.tag=mx1");
                return statements;
            }

            string keyword = path[..end];
            bool isBlock = path[end] == '.';
            path = path[(end + 1)..];
            if (isBlock)
            {
                segments.Add((keyword, null));
                continue;
            }

            // "block=label.keyword=value" and "keyword=value" look alike up to here: only blocks with a label continue.
            int dot = path.IndexOf('.', StringComparison.Ordinal);
            if (TakesLabel(keyword) && dot > 0)
            {
                segments.Add((keyword, path[..dot]));
                path = path[(dot + 1)..];
                continue;
            }

            var leaf = new ConfigurationStatement(keyword, Values(path, place), null, place);
            return Insert(statements, segments, 0, leaf, place);
        }
    }

    /// <summary>The setting as mistakes in it are told: a URL may hold a password.</summary>
    private static string Shown(string setting)
    {
        int url = setting.IndexOf("://", StringComparison.Ordinal);
        return url < 0 || !setting.Contains('@', StringComparison.Ordinal) ? setting : setting[..url] + "://...";
    }

    private static bool TakesLabel(string keyword) => keyword is "server" or "plugin" or "database" or "smtp-timeout";

    private static List<ConfigurationValue> Values(string text, SourcePlace place)
    {
        if (text is not ['(', .., ')'])
            return [new ConfigurationValue(text, null, place)];
        IEnumerable<ConfigurationValue> elements = text[1..^1].Split(',', StringSplitOptions.TrimEntries)
            .Select(element => new ConfigurationValue(element, null, place));
        return [new ConfigurationValue("", [.. elements], place)];
    }

    private static List<ConfigurationStatement> Insert(
        IReadOnlyList<ConfigurationStatement> statements, List<(string Keyword, string? Label)> segments, int index,
        ConfigurationStatement leaf, SourcePlace place)
    {
        List<ConfigurationStatement> result = [.. statements];
        if (index == segments.Count)
        {
            result.Add(leaf);
            return result;
        }

        (string keyword, string? label) = segments[index];
        int found = result.FindLastIndex(statement => statement.Body is not null && statement.Keyword == keyword
            && (label is null || statement.Values is [{ } value] && value.Text == label));
        if (found < 0)
        {
            List<ConfigurationValue> labels = label is null ? [] : [new ConfigurationValue(label, null, place)];
            result.Add(new ConfigurationStatement(keyword, labels, [], place));
            found = result.Count - 1;
        }

        result[found] = result[found] with { Body = Insert(result[found].Body!, segments, index + 1, leaf, place) };
        return result;
    }
}
