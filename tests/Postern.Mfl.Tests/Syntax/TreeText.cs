using System.Collections;
using System.Text;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Syntax;

/// <summary>Writes a tree down, all but its places, so that trees can be compared.</summary>
internal static class TreeText
{
    public static string Of(object? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case VariableSymbol variable:
                text.Append($"{variable.Scope} {variable.Name} {variable.DeclaredType} {variable.ParameterIndex} {variable.IsPrecious}");
                break;
            case FunctionSymbol function:
                text.Append($"function {function.Name} {function.MandatoryCount} {function.VariadicType} {function.ReturnType}");
                break;
            case ConstantSymbol constant:
                text.Append($"constant {constant.Name} {constant.Type} {constant.IsException}");
                break;
            case string or ValueType:
                text.Append('[').Append(node).Append(']');
                break;
            case IEnumerable list:
                foreach (var item in list)
                    Write(text, item, depth);
                break;
            default:
                text.Append('\n').Append(' ', depth).Append(node.GetType().Name);
                foreach (var property in node.GetType().GetProperties())
                {
                    if (property.PropertyType == typeof(SourcePlace) || property.Name == "EqualityContract")
                        continue;
                    text.Append(' ').Append(property.Name).Append('=');
                    Write(text, property.GetValue(node), depth + 1);
                }

                break;
        }
    }
}
