using System.Globalization;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Dumps;

/// <summary>
/// The cross-reference of global variables (<c>--dump-xref</c>): name, type, number, and the lines that name it. As in the
/// reference implementation a line that reads a variable stands there twice, unless it does so inside a string; a variable
/// that is only declared, and a module's own, do not show.
/// </summary>
internal sealed class CrossReference
{
    private const int NameWidth = 32;

    private readonly NodeShape _shape = new();
    private readonly Dictionary<VariableSymbol, List<SourcePlace>> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, VariableSymbol> _globals = new(StringComparer.Ordinal);
    private readonly List<VariableSymbol> _known = [];

    private CrossReference()
    {
    }

    public static void Write(ProgramSyntax program, IReadOnlyList<VariableSymbol> provided, IReadOnlyDictionary<VariableSymbol, DataType> types, TextWriter output)
    {
        var table = new CrossReference();
        foreach (VariableSymbol variable in provided)
            table.Know(variable);
        foreach (ModuleSyntax module in program.Modules.Append(program.Main))
        {
            foreach (Declaration declaration in module.Declarations)
                table.Collect(declaration, module == program.Main);
        }

        output.WriteLine("Cross-references:");
        output.WriteLine("-----------------");
        table.WriteLines(types, output);
    }

    private void WriteLines(IReadOnlyDictionary<VariableSymbol, DataType> types, TextWriter output)
    {
        for (int i = 0; i < _known.Count; i++)
        {
            VariableSymbol variable = _known[i];
            if (!variable.IsProvided && _uses[variable].Count < 2)
                _known.RemoveAt(i--);
        }

        foreach ((int number, VariableSymbol variable) in _known.Index().OrderBy(static pair => pair.Item.Name, StringComparer.Ordinal))
        {
            DataType type = types.TryGetValue(variable, out DataType known) ? known : TypeOf(variable);
            IEnumerable<string> places = _uses[variable].Select(static place =>
                string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}"));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{variable.Name.PadRight(NameWidth)} {(type == DataType.Number ? "number" : "string")} {number + 1} {string.Join(", ", places)}"));
        }
    }

    private static DataType TypeOf(VariableSymbol variable) => variable.DeclaredType == MflType.Number ? DataType.Number : DataType.String;

    private void Know(VariableSymbol variable)
    {
        if (!_uses.TryAdd(variable, []))
            return;
        _known.Add(variable);
        _globals[variable.Name] = variable;
    }

    private void Use(VariableSymbol variable, SourcePlace place, int count)
    {
        if (!_uses.TryGetValue(variable, out List<SourcePlace>? places))
            return;
        for (int i = 0; i < count; i++)
            places.Add(place);
    }

    private void Collect(SyntaxNode node, bool isMain, bool isInString = false)
    {
        switch (node)
        {
            case Declaration.GlobalVariable declared:
                Declare(declared.Symbol, declared.Symbol.Place, isMain);
                break;
            case Declaration.GlobalSet set:
                Declare(set.Symbol, set.Place, isMain);
                break;
            case Statement.Set set:
                Use(set.Symbol, set.Place, 1);
                break;
            case Statement.Variable local when _globals.TryGetValue(local.Symbol.Name, out VariableSymbol? shadowed):
                Use(shadowed, local.Symbol.Place, 1);
                break;
            case Expression.Variable read:
                Use(read.Symbol, read.Place, isInString ? 1 : 2);
                break;
            default:
                break;
        }

        foreach (SyntaxNode child in _shape.ChildrenOf(node))
            Collect(child, isMain, node is Expression.Interpolated);
    }

    private void Declare(VariableSymbol symbol, SourcePlace place, bool isMain)
    {
        if (isMain || symbol.Visibility == SymbolVisibility.Public)
            Know(symbol);
        Use(symbol, place, 1);
    }
}
