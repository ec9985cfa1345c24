using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Function definitions (manual node "Functions").</content>
internal sealed partial class MflParser
{
    /// <summary>What stands between the parentheses of a definition.</summary>
    private sealed class ParameterList
    {
        public List<VariableSymbol> Parameters { get; } = [];

        public int? MandatoryCount { get; set; }

        public MflType? VariadicType { get; set; }
    }

    private Declaration.Function? ParseFunction(Qualifiers qualifiers)
    {
        var start = qualifiers.Place;
        Advance();
        var name = ExpectNewName();
        if (_panic)
            return null;
        Expect(TokenKind.LeftParen);
        var list = ParseParameters();
        Expect(TokenKind.RightParen);
        var aliases = ParseAliases();
        MflType? returnType = null;
        if (TryTake(TokenKind.Returns))
            returnType = Expect(TokenKind.DataType).Type;
        var symbol = new FunctionSymbol(name.Text, name.Place)
        {
            Visibility = qualifiers.Visibility ?? _defaultVisibility,
            Parameters = list.Parameters,
            MandatoryCount = list.MandatoryCount ?? list.Parameters.Count,
            VariadicType = list.VariadicType,
            ReturnType = returnType,
        };
        foreach (var each in aliases.Prepend(name.Text))
            DeclareFunction(each, name.Place, symbol);
        EnterFunction(symbol);
        var body = ParseDoBlock();
        _scope = null;
        return new Declaration.Function(symbol, aliases, body, Since(start));
    }

    private void DeclareFunction(string name, SourcePlace place, FunctionSymbol symbol)
    {
        if (!_names.Functions.TryAdd(name, symbol))
        {
            Report(place, $"redefinition of function {name}");
            Report(_names.Functions[name].Place, "previously defined here");
            return;
        }

        if (symbol.Visibility == SymbolVisibility.Public)
            _names.Exported.Add(name);
    }

    private void EnterFunction(FunctionSymbol symbol)
    {
        _scope = new BodyScope(symbol.Name, null, symbol);
        foreach (var parameter in symbol.Parameters)
        {
            if (parameter.Name.Length == 0)
                continue;
            if (FindGlobal(parameter.Name) != null)
                _diagnostics.Warning(parameter.Place, $"parameter `{parameter.Name}' is shadowing a global");
            if (!_scope.Variables.TryAdd(parameter.Name, parameter))
                Report(parameter.Place, $"duplicate parameter: {parameter.Name}");
        }
    }

    /// <summary><c>[type name, ...] [; type name, ...] [, [type] ...]</c>.</summary>
    private ParameterList ParseParameters()
    {
        var list = new ParameterList();
        if (Kind == TokenKind.RightParen)
            return list;
        if (Kind != TokenKind.Semicolon)
            ParseParameterGroup(list, ", expecting ')'");
        if (list.VariadicType == null && TryTake(TokenKind.Semicolon))
        {
            list.MandatoryCount = list.Parameters.Count;
            if (Kind == TokenKind.Ellipsis)
                Unexpected(", expecting data type");
            ParseParameterGroup(list, ", expecting data type");
        }

        return list;
    }

    private void ParseParameterGroup(ParameterList list, string expectation)
    {
        do
        {
            if (TryTake(TokenKind.Ellipsis))
            {
                list.VariadicType = MflType.String;
                return;
            }

            if (Kind is not TokenKind.DataType and not TokenKind.TypeCast)
            {
                Unexpected(expectation);
                return;
            }

            var type = Advance();
            if (TryTake(TokenKind.Ellipsis))
            {
                list.VariadicType = type.Type;
                return;
            }

            ParseParameter(list, type);
        }
        while (TryTake(TokenKind.Comma));
    }

    private void ParseParameter(ParameterList list, Token type)
    {
        var name = type with { Text = "" };
        if (AtNewName())
            name = Advance();
        else if (Kind == TokenKind.Identifier)
            Unexpected(", expecting the name of a parameter");
        else
            _diagnostics.Warning(type.Place, "unnamed formal parameters are deprecated");
        list.Parameters.Add(
            new VariableSymbol(name.Text, VariableScope.Parameter, type.Type, name.Place) { ParameterIndex = list.Parameters.Count });
    }

    private List<string> ParseAliases()
    {
        var aliases = new List<string>();
        while (TryTake(TokenKind.Alias))
        {
            var name = ExpectNewName();
            if (!_panic)
                aliases.Add(name.Text);
        }

        return aliases;
    }
}
