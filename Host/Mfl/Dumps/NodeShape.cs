using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Postern.Mfl.Binding;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Dumps;

/// <summary>
/// What the nodes of a tree hold, read from their types, so that a new kind of node shows in every dump by itself. Only dumps
/// and reports may use it: it is slow.
/// </summary>
internal sealed class NodeShape
{
    private readonly ConcurrentDictionary<Type, PropertyInfo[]> _properties = [];

    /// <summary>The properties of a node in the order in which its type declares them.</summary>
    public IReadOnlyList<PropertyInfo> PropertiesOf(object node) => _properties.GetOrAdd(node.GetType(), static type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static property => property.GetIndexParameters().Length == 0)
            .OrderBy(static property => property.MetadataToken)]);

    /// <summary>The nodes directly below a node, in source order.</summary>
    public IEnumerable<SyntaxNode> ChildrenOf(SyntaxNode node)
    {
        foreach (PropertyInfo property in PropertiesOf(node))
        {
            switch (property.GetValue(node))
            {
                case SyntaxNode child:
                    yield return child;
                    break;
                case IEnumerable items and not string:
                    foreach (SyntaxNode child in items.OfType<SyntaxNode>())
                        yield return child;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Whether a value is a part of a bound tree that has parts of its own.</summary>
    public static bool IsBoundNode(object? value) => value is BoundStatement or BoundExpression or BoundBlock
        or BoundStatement.IfBranch or BoundStatement.SwitchCase;
}
