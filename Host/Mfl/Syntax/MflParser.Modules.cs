using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Compilation units (manual node "Modules").</content>
internal sealed partial class MflParser
{
    /// <summary>Modules that require one another in a row.</summary>
    private const int MaxModuleDepth = 64;

    private ModuleSyntax ParseUnit(string fileName, string requiredAs)
    {
        var start = new SourcePlace(fileName, 1, 1, 1, 1);
        var isDeclared = Kind == TokenKind.Module;
        if (isDeclared)
            ParseModuleDeclaration();
        else if (requiredAs.Length > 0)
            _diagnostics.Warning(_current.Place, "missing module declaration");
        var declarations = ParseDeclarations();
        _lexer.Stop();
        return new ModuleSyntax(start, fileName, requiredAs, _moduleName, isDeclared, _defaultVisibility, declarations);
    }

    /// <summary><c>module NAME [public|static].</c></summary>
    private void ParseModuleDeclaration()
    {
        Advance();
        if (Kind is TokenKind.Text || TokenNames.IsWord(Kind))
            _moduleName = Advance().Text;
        else
            Unexpected(", expecting string or identifier");
        if (TryTake(TokenKind.Static))
            _defaultVisibility = SymbolVisibility.Static;
        else
            TryTake(TokenKind.Public);
        Expect(TokenKind.Dot, ", expecting precious or static or public or '.'");
        if (_panic)
            SynchronizeDeclaration();
    }

    private Declaration.Require? ParseRequire()
    {
        var start = Advance().Place;
        if (ExpectModuleName() is not { } name)
            return null;
        Import(name, static symbol => symbol);
        return new Declaration.Require(name.Text, Since(start));
    }

    /// <summary><c>from NAME import ITEM, ... .</c></summary>
    private Declaration.Import? ParseImport()
    {
        var start = Advance().Place;
        if (ExpectModuleName() is not { } name)
            return null;
        Expect(TokenKind.Import);
        var items = new List<Token>();
        do
        {
            if (!_panic && (Kind == TokenKind.Text || TokenNames.IsWord(Kind)))
                items.Add(Advance());
            else
                Unexpected(", expecting string or identifier");
        }
        while (TryTake(TokenKind.Comma));
        // The flags that govern the patterns are those in force when the statement ends
        var flags = _current.Flags;
        Expect(TokenKind.Dot, ", expecting '.' or ','");
        if (_panic)
            return null;
        var wanted = new List<ImportItem>();
        foreach (var item in items)
        {
            if (ImportItem.Read(item.Text, item.Kind == TokenKind.Text, flags, out var problem) is { } read)
                wanted.Add(read);
            else
                Report(item.Place, problem);
        }

        // The first item that selects a name says what it is called.
        Import(name, symbol => wanted.Select(item => item.NameOf(symbol)).FirstOrDefault(static known => known is not null));
        return new Declaration.Import(name.Text, items.ConvertAll(item => item.Text), Since(start));
    }

    private void Import(Token module, Func<string, string?> nameOf)
    {
        if (LoadModule(module) is not { } names)
            return;
        foreach (var (name, here, there) in _names.Import(names, nameOf))
        {
            // What another module has brought does not stand in this source.
            Report(_names.Imported.Contains(name) ? module.Place : here, $"symbol import conflict: `{name}' is declared in module {module.Text}, too");
            Report(there, "this is the location of the imported symbol");
        }
    }

    private Token? ExpectModuleName()
    {
        // Any word may name a module, keywords too
        if (Kind == TokenKind.Text || TokenNames.IsWord(Kind))
            return Advance();
        Unexpected(", expecting string or identifier");
        return null;
    }

    /// <summary>Reads a module the first time it is needed; <see langword="null"/> after an error.</summary>
    private ModuleNames? LoadModule(Token name)
    {
        if (FindModule(name.Text) is not { } path)
        {
            var suggestion = SpellingSuggestion.Nearest(name.Text, _options.Reader.ModuleNames(_options.ModulePath));
            Report(
                name.Place,
                $"{name.Text}: no such file or directory" + (suggestion == null ? "" : $"; did you mean `{suggestion}'?"));
            return null;
        }

        if (_session.NamesByFile.TryGetValue(path, out var names))
            return names;
        if (_session.ModuleDepth >= MaxModuleDepth)
        {
            Report(name.Place, $"more than {MaxModuleDepth} modules require one another in a row");
            return null;
        }

        if (_options.Reader.Read(path, out var problem) is not { } text)
        {
            Report(name.Place, $"cannot open `{path}': {problem}");
            return null;
        }

        names = new ModuleNames();
        _session.NamesByFile.Add(path, names);
        _session.ModuleDepth++;
        text = _options.Reader.Preprocess(text with { FileName = path }, _diagnostics);
        var module = new MflParser(text, name.Text, _session, names).ParseUnit(path, name.Text);
        _session.ModuleDepth--;
        _session.Modules.Add(module);
        return names;
    }

    private string? FindModule(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
            return null;
        var file = name.EndsWith(".mfl", StringComparison.Ordinal) ? name : name + ".mfl";
        return _options.ModulePath.Select(directory => Path.Combine(directory, file)).FirstOrDefault(_options.Reader.Exists);
    }
}
