using System.Collections.Frozen;
using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Binding;

/// <summary>The statements that are built of one block, and how each is read.</summary>
/// <param name="path">The block's keywords from the top, with dots; empty for the top itself.</param>
/// <param name="rules">The statements.</param>
internal sealed class BlockRules<T>(string path, IReadOnlyDictionary<string, StatementRule<T>> rules)
{
    private readonly FrozenDictionary<string, StatementRule<T>> _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);

    public IEnumerable<string> Keywords => _rules.Keys;

    public bool TryGet(string keyword, out StatementRule<T> rule) => _rules.TryGetValue(keyword, out rule!);

    /// <summary>Applies the statements of <paramref name="block"/> to <paramref name="options"/>, one after the other.</summary>
    public T Apply(T options, ConfigurationStatement block, ValueReader read)
    {
        if (block.Body is not { } body)
        {
            read.Problems.Error(block.Place, $"expected a block: {block.Keyword} {{ ... }}");
            return options;
        }

        foreach (ConfigurationStatement statement in body)
        {
            if (_rules.TryGetValue(statement.Keyword, out StatementRule<T>? rule))
                options = rule(options, statement, read);
            else
                read.Problems.Error(statement.Place, ManualStatements.DescribeUnread(path, statement.Keyword));
        }

        return options;
    }
}
