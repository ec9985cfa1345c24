using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Postern.Tests.Editors;

/// <summary>Applies a TextMate grammar as editors do: as much of it as ours uses.</summary>
internal sealed class TextMateGrammar
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly JsonNode _grammar;
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    public TextMateGrammar(string json) => _grammar = JsonNode.Parse(json)!;

    /// <summary>Every regular expression of the grammar, those with references to a beginning left out.</summary>
    public IEnumerable<string> Expressions => Find(_grammar).Where(static text => !Regex.IsMatch(text, @"^\^\\s\*(\(\?:)?\\2"));

    /// <summary>The scope of each character of a text, the innermost one; a space where there is none.</summary>
    public string[][] Scopes(string text)
    {
        var stack = new Stack<(JsonNode Rule, string End)>();
        var result = new List<string[]>();
        foreach (string line in text.Split('\n'))
        {
            string[] scopes = [.. Enumerable.Repeat("", line.Length)];
            Read(line, result.Count == 0, scopes, stack);
            result.Add(scopes);
        }

        return [.. result];
    }

    private static IEnumerable<string> Find(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(static member => member.Key is "match" or "begin" or "end" && member.Value is JsonValue value
            ? [value.GetValue<string>()]
            : Find(member.Value)),
        JsonArray items => items.SelectMany(Find),
        _ => [],
    };

    private void Read(string line, bool isFirst, string[] scopes, Stack<(JsonNode Rule, string End)> stack)
    {
        int position = 0;
        while (position <= line.Length)
        {
            JsonNode around = stack.Count > 0 ? stack.Peek().Rule : _grammar;
            (Match? match, JsonNode? rule) = Next(around, stack.Count > 0 ? stack.Peek().End : null, line, position, isFirst);
            int start = match?.Index ?? line.Length;
            Array.Fill(scopes, ScopeOf(around), position, start - position);
            if (match is null)
                return;
            Array.Fill(scopes, ScopeOf(rule ?? around), start, match.Length);
            Enter(rule, match, scopes, stack);

            // What matches nothing and changes nothing must not be tried again in the same place.
            bool isStuck = match.Length == 0 && rule is not null && rule["begin"] is null;
            position = start + match.Length + (isStuck ? 1 : 0);
            if (position == line.Length && match.Length == 0)
                return;
        }
    }

    private string ScopeOf(JsonNode rule) => rule == _grammar ? "" : (string?)rule["name"] ?? "";

    /// <summary>The first match in a line; the end of the rule around has no rule of its own.</summary>
    private (Match? Match, JsonNode? Rule) Next(JsonNode around, string? end, string line, int position, bool isFirst)
    {
        Match? match = end is null ? null : Matches(end, line, position, isFirst);
        JsonNode? rule = null;
        foreach (JsonNode candidate in Rules(around["patterns"]))
        {
            Match? found = Matches((string)(candidate["match"] ?? candidate["begin"])!, line, position, isFirst);
            if (found is not null && (match is null || found.Index < match.Index))
                (match, rule) = (found, candidate);
        }

        return (match, rule);
    }

    private static void Enter(JsonNode? rule, Match match, string[] scopes, Stack<(JsonNode Rule, string End)> stack)
    {
        if (rule is null)
        {
            stack.Pop();
            return;
        }

        if (rule["begin"] is not null)
            stack.Push((rule, Regex.Replace((string)rule["end"]!, @"\\([1-9])", reference => Regex.Escape(match.Groups[reference.Groups[1].Value].Value))));
        if (rule["captures"] is not JsonObject captures)
            return;
        foreach ((string group, JsonNode? capture) in captures)
            Array.Fill(scopes, (string)capture!["name"]!, match.Groups[group].Index, match.Groups[group].Length);
    }

    private IEnumerable<JsonNode> Rules(JsonNode? patterns)
    {
        foreach (JsonNode? pattern in patterns?.AsArray() ?? [])
        {
            if ((string?)pattern!["include"] is { } name)
            {
                JsonNode included = _grammar["repository"]![name[1..]]!;
                foreach (JsonNode rule in included["patterns"] is { } inner && included["begin"] is null ? Rules(inner) : [included])
                    yield return rule;
            }
            else
                yield return pattern;
        }
    }

    private Match? Matches(string expression, string line, int position, bool isFirst)
    {
        if (expression.StartsWith(@"\A", StringComparison.Ordinal) && !isFirst)
            return null;
        if (!_patterns.TryGetValue(expression, out Regex? pattern))
            _patterns.Add(expression, pattern = new Regex(expression, RegexOptions.None, Patience));
        Match match = pattern.Match(line, position);
        return match.Success ? match : null;
    }
}
