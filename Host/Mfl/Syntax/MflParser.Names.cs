using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>What words mean (manual node "Shadowing").</content>
internal sealed partial class MflParser
{
    private const int MaxModulesSearched = 500;

    private NameKind Classify(string name)
    {
        if (IsBuiltInConstant(name))
            return NameKind.BuiltInConstant;
        if (_names.Constants.ContainsKey(name))
            return NameKind.Constant;
        if (_names.Functions.ContainsKey(name))
            return NameKind.Function;
        if (_options.IsBuiltInFunction(name))
            return NameKind.BuiltInFunction;
        return FindVariable(name) != null ? NameKind.Variable : NameKind.Unknown;
    }

    /// <summary>Whether a word may become the name of a variable or function.</summary>
    private bool AtNewName() => Kind == TokenKind.Identifier && Classify(_current.Text) is NameKind.Unknown or NameKind.Variable;

    /// <summary>Takes a word that may become the name of something.</summary>
    private Token ExpectNewName(string expectation = ", expecting identifier or variable")
    {
        if (!_panic && AtNewName())
            return Advance();
        Unexpected(expectation);
        return _current;
    }

    private VariableSymbol? FindVariable(string name) =>
        _scope != null && _scope.Variables.TryGetValue(name, out var local) ? local
        : FindGlobal(name);

    private VariableSymbol? FindGlobal(string name)
    {
        if (_names.Variables.TryGetValue(name, out var global))
            return global;
        foreach (var predefined in _options.PredefinedVariables)
        {
            if (predefined.Name == name)
                return predefined;
        }

        return null;
    }

    private bool IsBuiltInConstant(string name) => name.StartsWith("__", StringComparison.Ordinal)
        && (name is "__file__" or "__line__" or "__function__" or "__module__" || _options.BuiltInConstants.ContainsKey(name));

    private MflType BuiltInConstantType(string name) =>
        name == "__line__" || (_options.BuiltInConstants.TryGetValue(name, out var value) && value is long)
            ? MflType.Number : MflType.String;

    private Expression BuiltInConstant(string name, SourcePlace place) => name switch
    {
        "__line__" => new Expression.Number(place.Line, place),
        "__file__" => new Expression.Text(place.File, place),
        "__function__" => new Expression.Text(_scope?.Name ?? "", place),
        "__module__" => new Expression.Text(_moduleName, place),
        _ => _options.BuiltInConstants[name] is long number
            ? new Expression.Number(number, place)
            : new Expression.Text((string)_options.BuiltInConstants[name], place),
    };

    /// <summary>Declares a variable of the current body or, outside of one, of the module; a second declaration is judged as the reference
    /// does it.</summary>
    private VariableSymbol DeclareVariable(Token name, MflType? type, SymbolVisibility visibility, bool precious)
    {
        var table = _scope?.Variables ?? _names.Variables;
        if (table.TryGetValue(name.Text, out var known) && known.Scope != VariableScope.Parameter)
        {
            if (type != null && known.DeclaredType != null && type != known.DeclaredType)
            {
                Report(name.Place, $"redeclaring `{name.Text}' as different data type");
                Report(known.Place, "this is the location of the previous definition");
            }
            else if (_scope != null)
            {
                Report(name.Place, $"duplicate variable: {name.Text}");
            }

            return known;
        }

        if (_scope != null)
            WarnOfShadowing(name, known);
        else if (FindGlobal(name.Text) is { IsProvided: true } predefined)
            return predefined;
        var scope = _scope == null ? VariableScope.Global : VariableScope.Automatic;
        var symbol = new VariableSymbol(name.Text, scope, type, name.Place) { Visibility = visibility, IsPrecious = precious };
        table[name.Text] = symbol;
        if (_scope == null && visibility == SymbolVisibility.Public)
            _names.Exported.Add(name.Text);
        return symbol;
    }

    private void WarnOfShadowing(Token name, VariableSymbol? parameter)
    {
        if (parameter != null)
            _diagnostics.Warning(name.Place, $"automatic variable `{name.Text}' is shadowing a parameter");
        else if (FindGlobal(name.Text) != null)
            _diagnostics.Warning(name.Place, $"automatic variable `{name.Text}' is shadowing a global");
    }

    private ConstantSymbol DeclareConstant(Token name, MflType type, SymbolVisibility visibility, bool isException)
    {
        if (FindVariable(name.Text) is { } variable)
        {
            _diagnostics.Warning(name.Place, $"constant name `{name.Text}' clashes with a variable name");
            _diagnostics.Warning(variable.Place, "this is the location of the previous definition");
        }

        var symbol = new ConstantSymbol(name.Text, type, name.Place) { Visibility = visibility, IsException = isException };
        _names.Constants[name.Text] = symbol;
        if (visibility == SymbolVisibility.Public)
            _names.Exported.Add(name.Text);
        return symbol;
    }

    /// <summary>Reports a word that nothing is known of, with the module that declares it or the known name that it resembles.</summary>
    private void ReportUnknown(Token word) => Report(word.Place, "syntax error, unexpected identifier" + WhatIsKnownOf(word.Text));

    private string WhatIsKnownOf(string word) =>
        ModuleThatDeclares(word) is { } module ? $": `{word}' is declared in module {module}; put `require {module}' before"
        : Suggest(word) is { } suggestion ? $": `{word}' is not known; did you mean `{suggestion}'?"
        : $": `{word}' is not known";

    private string? ModuleThatDeclares(string word)
    {
        foreach (var module in _options.Reader.ModuleNames(_options.ModulePath).Take(MaxModulesSearched))
        {
            if (FindModule(module) is { } path && _options.Reader.Read(path, out _) is { } text && ModuleDeclarations.Contains(text.Text, word))
                return module;
        }

        return null;
    }

    private string? Suggest(string word)
    {
        var candidates = (_scope?.Variables.Keys ?? Enumerable.Empty<string>())
            .Concat(_names.Functions.Keys).Concat(_names.Variables.Keys).Concat(_names.Constants.Keys)
            .Concat(_options.PredefinedVariables.Select(variable => variable.Name))
            .Concat(_options.BuiltInFunctionNames);
        return SpellingSuggestion.Nearest(word, candidates);
    }
}
