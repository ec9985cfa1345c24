using Postern.Abstractions.Configuration;
using Postern.Mfl.Dumps;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Outline;

/// <summary>Collects the declarations of a syntax tree.</summary>
internal sealed class OutlineBuilder
{
    private readonly NodeShape _shape = new();
    private readonly List<MflSymbol> _symbols = [];
    private string _module = "";

    private OutlineBuilder()
    {
    }

    public static IReadOnlyList<MflSymbol> Build(ProgramSyntax program)
    {
        var builder = new OutlineBuilder();
        foreach (ModuleSyntax module in program.Modules.Append(program.Main))
            builder.Add(module);
        return builder._symbols;
    }

    private void Add(ModuleSyntax module)
    {
        _module = module.Name;
        if (module.RequiredAs.Length > 0)
            Add(MflSymbolKind.Module, module.RequiredAs, $"module '{module.RequiredAs}'", FirstOf(module.FileName), FirstOf(module.FileName), true);
        foreach (Declaration declaration in module.Declarations)
            Add(declaration);
    }

    private static SourcePlace FirstOf(string file) => new(file, 1, 1, 1, 1);

    private void Add(Declaration declaration)
    {
        switch (declaration)
        {
            case Declaration.Function function:
                AddFunction(function);
                break;
            case Declaration.Handler handler:
                string name = HandlerNames.NameOf(handler.Kind);
                Add(MflSymbolKind.Handler, name, $"prog {name}", handler.Place, Whole(handler.Place, handler.Body.Place), false);
                AddLocals(handler.Body, Whole(handler.Place, handler.Body.Place));
                break;
            case Declaration.GlobalVariable variable:
                AddVariable(variable.Symbol, variable.Place);
                break;
            case Declaration.GlobalSet { IsDeclaring: true } set:
                AddVariable(set.Symbol, set.Place);
                break;
            case Declaration.Constants constants:
                AddConstants(constants.Items);
                break;
            case Declaration.Exception exception:
                Add(
                    MflSymbolKind.Exception, exception.Symbol.Name, $"dclex {exception.Symbol.Name}", exception.Symbol.Place, exception.Place,
                    exception.Symbol.Visibility == SymbolVisibility.Public);
                break;
            default:
                break;
        }
    }

    private void AddFunction(Declaration.Function function)
    {
        FunctionSymbol symbol = function.Symbol;
        SourcePlace extent = Whole(function.Place, function.Body.Place);
        string detail = Describe(symbol);
        foreach (string name in function.Aliases.Prepend(symbol.Name))
            Add(MflSymbolKind.Function, name, detail, symbol.Place, extent, symbol.Visibility == SymbolVisibility.Public);
        foreach (VariableSymbol parameter in symbol.Parameters)
        {
            _symbols.Add(new MflSymbol(
                MflSymbolKind.Parameter, parameter.Name, Describe(parameter), parameter.Place, parameter.Place, _module, extent, false));
        }

        AddLocals(function.Body, extent);
    }

    private void AddLocals(SyntaxNode node, SourcePlace container)
    {
        VariableSymbol? declared = node switch
        {
            Statement.Variable variable => variable.Symbol,
            Statement.Set { IsDeclaring: true } set => set.Symbol,
            _ => null,
        };
        if (declared is not null)
        {
            _symbols.Add(new MflSymbol(
                MflSymbolKind.Local, declared.Name, Describe(declared), declared.Place, node.Place, _module, container, false));
        }
        else if (node is Statement.Constants constants)
            AddConstants(constants.Items);
        foreach (SyntaxNode child in _shape.ChildrenOf(node))
            AddLocals(child, container);
    }

    private void AddVariable(VariableSymbol symbol, SourcePlace extent) =>
        Add(MflSymbolKind.Variable, symbol.Name, Describe(symbol), symbol.Place, extent, symbol.Visibility == SymbolVisibility.Public);

    private void AddConstants(IReadOnlyList<Declaration.ConstantItem> items)
    {
        foreach (Declaration.ConstantItem item in items)
        {
            string value = item.Value switch
            {
                Expression.Number number => " " + number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Expression.Text text => $" \"{text.Value}\"",
                _ => "",
            };
            Add(
                MflSymbolKind.Constant, item.Symbol.Name, $"const {item.Symbol.Name}{value}", item.Symbol.Place, item.Place,
                item.Symbol.Visibility == SymbolVisibility.Public);
        }
    }

    private void Add(MflSymbolKind kind, string name, string detail, SourcePlace place, SourcePlace extent, bool isPublic) =>
        _symbols.Add(new MflSymbol(kind, name, detail, place, extent, _module, null, isPublic));

    private static SourcePlace Whole(SourcePlace head, SourcePlace body) => head.File == body.File && Ends(head).CompareTo(Ends(body)) < 0
        ? head with { EndLine = body.EndLine, EndColumn = body.EndColumn }
        : head;

    private static (int Line, int Column) Ends(SourcePlace place) => (place.EndLine, place.EndColumn);

    private static string Describe(FunctionSymbol symbol)
    {
        var words = new System.Text.StringBuilder("func ").Append(symbol.Name).Append(" (");
        for (int i = 0; i < symbol.Parameters.Count; i++)
        {
            if (i > 0 || i == symbol.MandatoryCount)
                words.Append(i == symbol.MandatoryCount ? "; " : ", ");
            words.Append(Describe(symbol.Parameters[i]));
        }

        if (symbol.VariadicType is { } rest)
            words.Append(symbol.Parameters.Count > 0 ? ", " : "").Append(WordOf(rest)).Append(" ...");
        words.Append(')');
        return symbol.ReturnType is { } type ? words.Append(" returns ").Append(WordOf(type)).ToString() : words.ToString();
    }

    private static string Describe(VariableSymbol symbol) =>
        (symbol.IsPrecious ? "precious " : "") + (symbol.DeclaredType is { } type ? WordOf(type) : "set") + " " + symbol.Name;

    private static string WordOf(MflType type) => type == MflType.Number ? "number" : "string";
}
