using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Variables, constants, exceptions and handlers at the top level.</content>
internal sealed partial class MflParser
{
    private readonly HashSet<VariableSymbol> _initialized = [];

    /// <summary>Whether a body was left at an error before its <c>done</c>.</summary>
    private bool _leftBody;

    /// <summary><c>static</c>, <c>public</c>, <c>precious</c> before a declaration.</summary>
    private readonly record struct Qualifiers(SymbolVisibility? Visibility, bool IsPrecious, SourcePlace Place);

    private List<Declaration> ParseDeclarations()
    {
        var declarations = new List<Declaration>();
        while (Kind is not TokenKind.End and not TokenKind.Bye)
        {
            _openDone = 0;
            _openFi = 0;
            var taken = _taken;
            if (ParseDeclaration() is { } declaration)
                declarations.Add(declaration);
            if (!_panic)
                continue;
            _leftBody |= Kind is TokenKind.Func or TokenKind.Prog;
            if (taken == _taken)
                Advance();
            SynchronizeDeclaration();
        }

        return declarations;
    }

    private Declaration? ParseDeclaration()
    {
        if (_options.Trace is not { } trace)
            return ParseOneDeclaration();
        trace.Begin("declaration", _current.Place);
        var declaration = ParseOneDeclaration();
        trace.End("declaration", declaration);
        return declaration;
    }

    private Declaration? ParseOneDeclaration() => Kind switch
    {
        TokenKind.Require => ParseRequire(),
        TokenKind.From => ParseImport(),
        TokenKind.Prog => ParseHandler(),
        TokenKind.Dclex => ParseException(),
        TokenKind.Set => ParseGlobalSet(),
        TokenKind.Static or TokenKind.Public or TokenKind.Precious or TokenKind.Const or TokenKind.DataType or TokenKind.Func =>
            ParseQualified(),
        TokenKind.Module => MisplacedModule(),
        TokenKind.Identifier => ParseDeprecatedHandler(),
        _ => NoDeclaration(),
    };

    private Declaration? NoDeclaration()
    {
        if (_leftBody && Kind == TokenKind.Done)
        {
            // What ended the body that was left at an error
            _leftBody = false;
            Advance();
            return null;
        }

        Unexpected(", expecting a declaration: func, prog, require, from, const, dclex, set, or a data type");
        return null;
    }

    private Declaration? MisplacedModule()
    {
        Fail(_current.Place, "misplaced `module': it must come first in its file, and only once");
        return null;
    }

    private Declaration? ParseQualified()
    {
        var qualifiers = ParseQualifiers();
        switch (Kind)
        {
            case TokenKind.DataType:
                return ParseGlobalVariable(qualifiers);
            case TokenKind.Const:
                RejectPrecious(qualifiers, "const");
                var items = ParseConstants(qualifiers.Visibility, out var isEnumeration, out var place);
                return new Declaration.Constants(items, isEnumeration, place);
            case TokenKind.Func:
                RejectPrecious(qualifiers, "func");
                return ParseFunction(qualifiers);
            default:
                Unexpected("");
                return null;
        }
    }

    private Qualifiers ParseQualifiers()
    {
        var start = _current.Place;
        SymbolVisibility? visibility = null;
        var precious = false;
        while (Kind is TokenKind.Static or TokenKind.Public or TokenKind.Precious)
        {
            var word = Advance();
            if (word.Kind == TokenKind.Precious)
            {
                if (precious)
                    _diagnostics.Warning(word.Place, "duplicate `precious'");
                precious = true;
                continue;
            }

            var wanted = word.Kind == TokenKind.Static ? SymbolVisibility.Static : SymbolVisibility.Public;
            if (visibility == wanted)
                _diagnostics.Warning(word.Place, $"duplicate `{TokenNames.Of(word.Kind)}'");
            else if (visibility != null)
                Report(Since(start), "`static' and `public' used together");
            visibility = wanted;
        }

        return new Qualifiers(visibility, precious, start);
    }

    private void RejectPrecious(Qualifiers qualifiers, string what)
    {
        if (qualifiers.IsPrecious)
            Report(qualifiers.Place, $"`precious' used with {what}");
    }

    private Declaration.GlobalVariable? ParseGlobalVariable(Qualifiers qualifiers)
    {
        var type = Advance().Type;
        var name = ExpectNewName();
        if (_panic)
            return null;
        var initializer = StartsExpression() ? ParseExpression() : null;
        var symbol = DeclareVariable(name, type, qualifiers.Visibility ?? _defaultVisibility, qualifiers.IsPrecious);
        if (initializer != null && (symbol.DeclaredType ?? type) == type)
            WarnOfSecondInitialization(symbol, name.Place);
        return new Declaration.GlobalVariable(symbol, initializer, name.Place);
    }

    private Declaration.GlobalSet? ParseGlobalSet()
    {
        Advance();
        var name = ExpectNewName();
        if (_panic)
            return null;
        var value = ParseExpression();
        var known = FindGlobal(name.Text);
        var type = TypeInference.Of(value);
        var symbol = known is { IsProvided: true } ? known : DeclareVariable(name, type, _defaultVisibility, precious: false);
        WarnOfSecondInitialization(symbol, name.Place);
        return new Declaration.GlobalSet(symbol, value, known == null, name.Place);
    }

    private void WarnOfSecondInitialization(VariableSymbol symbol, SourcePlace place)
    {
        if (_initialized.Add(symbol) || symbol.IsProvided)
            return;
        _diagnostics.Warning(place, $"variable `{symbol.Name}' already initialized");
        _diagnostics.Warning(symbol.Place, "this is the location of the previous initialization");
    }

    /// <summary><c>const NAME VALUE</c>, or <c>const do NAME [VALUE] ... done</c> (manual node "Constants").</summary>
    private List<Declaration.ConstantItem> ParseConstants(SymbolVisibility? qualifier, out bool isEnumeration, out SourcePlace place)
    {
        var start = Advance().Place;
        var visibility = qualifier ?? _defaultVisibility;
        var items = new List<Declaration.ConstantItem>();
        isEnumeration = TryTake(TokenKind.Do);
        if (isEnumeration)
        {
            do
                items.Add(ParseConstant(visibility, items.LastOrDefault()));
            while (!_panic && Kind != TokenKind.Done);
            Expect(TokenKind.Done, ", expecting identifier or variable");
        }
        else
        {
            items.Add(ParseConstant(visibility, null, ", expecting do or identifier or variable"));
        }

        place = Since(start);
        return items;
    }

    private Declaration.ConstantItem ParseConstant(
        SymbolVisibility visibility, Declaration.ConstantItem? previous, string expectation = ", expecting identifier or variable")
    {
        var isSingle = expectation.Contains(" do ", StringComparison.Ordinal);
        var name = ExpectNewName(expectation);
        var value = !_panic && (isSingle || StartsConstantValue()) ? ParseExpression() : null;
        if (value == null && previous is { Symbol.Type: MflType.String })
            Report(name.Place, "initializer element is not numeric");
        var type = value == null ? MflType.Number : TypeInference.Of(value) ?? MflType.Number;
        var symbol = _panic && name.Kind != TokenKind.Identifier
            ? new ConstantSymbol("", type, name.Place)
            : DeclareConstant(name, type, visibility, isException: false);
        return new Declaration.ConstantItem(symbol, value, name.Place);
    }

    /// <summary>Within an enumeration a word that may be a new name is the next item's name.</summary>
    private bool StartsConstantValue() => StartsExpression() && !AtNewName();

    private Declaration.Exception? ParseException()
    {
        var start = Advance().Place;
        var name = ExpectNewName(", expecting identifier");
        if (_panic)
            return null;
        var symbol = DeclareConstant(name, MflType.Number, _defaultVisibility, isException: true);
        return new Declaration.Exception(symbol, Since(start));
    }

    private Declaration.Handler? ParseHandler()
    {
        var start = Advance().Place;
        var name = Expect(TokenKind.Identifier);
        if (_panic)
            return null;
        if (HandlerNames.KindOf(name.Text) is { } kind)
            return ParseHandlerBody(kind, start);
        var suggestion = SpellingSuggestion.Nearest(name.Text, HandlerNames.All);
        Report(name.Place, $"unknown smtp state tag: {name.Text}" + (suggestion == null ? "" : $"; did you mean `{suggestion}'?"));
        ParseHandlerBody(HandlerKind.Eom, start, isKnown: false);
        return null;
    }

    private Declaration.Handler ParseHandlerBody(HandlerKind kind, SourcePlace start, bool isKnown = true)
    {
        _scope = new BodyScope(HandlerNames.NameOf(kind), kind, null);
        var body = ParseDoBlock();
        _scope = null;
        var place = Since(start);
        if (isKnown && kind < HandlerKind.Begin && !_session.Handlers.TryAdd(kind, place))
        {
            _diagnostics.Warning(place, $"redefinition of handler `{HandlerNames.NameOf(kind)}'");
            _diagnostics.Warning(_session.Handlers[kind], "this is the location of the previous definition");
        }

        return new Declaration.Handler(kind, body, place);
    }

    /// <summary><c>begin do ... done</c>, as it was written before <c>prog begin</c> came.</summary>
    private Declaration.Handler? ParseDeprecatedHandler()
    {
        var word = Advance();
        if (word.Text is "begin" or "end" && Kind == TokenKind.Do)
        {
            _diagnostics.Warning(word.Place, $"use of {word.Text} as a keyword is deprecated");
            _diagnostics.Warning(word.Place, $"use 'prog {word.Text}' instead");
            return ParseHandlerBody(word.Text == "begin" ? HandlerKind.Begin : HandlerKind.End, word.Place);
        }

        Fail(word.Place, $"unexpected {Describe(word)}");
        return null;
    }
}
