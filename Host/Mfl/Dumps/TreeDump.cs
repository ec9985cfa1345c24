using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Postern.Mfl.Binding;

namespace Postern.Mfl.Dumps;

/// <summary>
/// Prints a bound tree (<c>--dump-tree</c>): a line per node, what belongs to it indented below, with its role, its type and, for
/// statements, its line. What the compiler has computed already stands there as its result.
/// </summary>
internal sealed class TreeDump
{
    private readonly NodeShape _shape = new();
    private readonly TextWriter _output;

    private TreeDump(TextWriter output) => _output = output;

    public static void Write(BoundProgram program, TextWriter output)
    {
        var dump = new TreeDump(output);
        output.WriteLine("State handlers:");
        output.WriteLine("---------------");
        foreach (BoundFunction handler in program.Functions.Where(static function => function.Handler is not null))
            dump.WriteFunction(handler, handler.Signature.Name);
        output.WriteLine("User functions:");
        output.WriteLine("---------------");
        foreach (BoundFunction function in program.Functions.Where(static function => function.Handler is null))
            dump.WriteFunction(function, $"function {function.Signature.Name} {Describe(function.Signature)}");
    }

    private static string Describe(BoundSignature signature)
    {
        var words = new StringBuilder("(");
        for (int i = 0; i < signature.Parameters.Count; i++)
        {
            BoundVariable parameter = signature.Parameters[i];
            string separator = i == signature.Mandatory ? "; " : i == 0 ? "" : ", ";
            words.Append(separator).Append(TypeWord(parameter.Type)).Append(' ').Append(parameter.Name);
        }

        if (signature.VariadicType is { } type)
            words.Append(signature.Parameters.Count > 0 ? ", " : "").Append(TypeWord(type)).Append(" ...");
        words.Append(')');
        return signature.Result == DataType.Void ? words.ToString() : words.Append(" returns ").Append(TypeWord(signature.Result)).ToString();
    }

    private static string TypeWord(DataType type) => type switch
    {
        DataType.Number => "number",
        DataType.String => "string",
        _ => "void",
    };

    private void WriteFunction(BoundFunction function, string title)
    {
        _output.WriteLine($"{title}: ({function.Place.File}:{function.Place.Line})");
        WriteNode(function.Body, "", 1);
        _output.WriteLine();
    }

    private void WriteNode(object node, string role, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        string indent = new(' ', depth * 2);
        if (node is BoundBlock block)
        {
            // A block has no line of its own unless it plays a part beside others.
            if (role.Length > 0)
                _output.WriteLine($"{indent}{role}:");
            foreach (BoundStatement statement in block.Statements)
                WriteNode(statement, "", role.Length > 0 ? depth + 1 : depth);
            return;
        }

        var line = new StringBuilder(indent);
        if (role.Length > 0)
            line.Append(role).Append(": ");
        line.Append(Words(node.GetType().Name));
        var parts = new List<(object Node, string Role)>();
        foreach (PropertyInfo property in _shape.PropertiesOf(node))
            Sort(property, property.GetValue(node), line, parts);
        if (node is BoundExpression expression)
            line.Append(": ").Append(TypeWord(expression.Type));
        else if (node is BoundStatement statement)
            line.Append(CultureInfo.InvariantCulture, $" ({statement.Place.File}:{statement.Place.Line})");
        _output.WriteLine(line.ToString());
        foreach ((object part, string name) in parts)
            WriteNode(part, name, depth + 1);
    }

    /// <summary>What is a node goes below, what is a plain value into the line.</summary>
    private static void Sort(PropertyInfo property, object? value, StringBuilder line, List<(object Node, string Role)> parts)
    {
        string role = Words(property.Name);
        if (NodeShape.IsBoundNode(value))
            parts.Add((value!, role));
        else if (value is BoundCatch caught && typeof(BoundStatement).IsAssignableFrom(property.DeclaringType))
            parts.Add((caught.Body, Describe(caught)));
        else if (value is IEnumerable items and not string)
            SortItems(items, line, parts);
        else if (value is string text)
            line.Append(" \"").Append(text).Append('"');
        else if (value is BoundVariable variable)
            line.Append(CultureInfo.InvariantCulture, $" {Words(variable.Scope.ToString())} {variable.Name}");
        else if (value is BoundSignature or long or int or CatalogFunction)
            line.Append(CultureInfo.InvariantCulture, $" {(value as CatalogFunction)?.Name ?? value}");
        else if (value is Enum and not DataType && value.ToString() is { } word and not "None")
            line.Append(' ').Append(Words(word));
        else if (value is true)
            line.Append(' ').Append(role);
        else if (value is BoundLoop { Label: { } label })
            line.Append(' ').Append(label);
    }

    private static void SortItems(IEnumerable items, StringBuilder line, List<(object Node, string Role)> parts)
    {
        foreach (object item in items)
        {
            if (NodeShape.IsBoundNode(item))
                parts.Add((item, ""));
            else if (item is long or string)
                line.Append(CultureInfo.InvariantCulture, $" {item}");
        }
    }

    private static string Describe(BoundCatch caught) => caught.Exceptions is { } numbers
        ? "catch " + string.Join(", ", numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)))
        : "catch *";

    /// <summary><c>DoneWhile</c> as <c>done while</c>.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }

        return words.Replace(" , ", ", ").ToString();
    }
}
