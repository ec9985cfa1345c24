using System.Globalization;
using System.Text;

namespace Postern.Mfl.Syntax;

/// <summary>Prints a compilation unit as MFL that parses to the same tree (but for places).</summary>
internal sealed partial class SyntaxPrinter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private RegexFlags _flags;

    public static string Print(ModuleSyntax module)
    {
        var printer = new SyntaxPrinter();
        if (module.IsDeclared)
            printer.Line($"module {Quote(module.Name)} {VisibilityWord(module.DefaultVisibility)}.");
        foreach (var declaration in module.Declarations)
            printer.Declare(declaration);
        return printer._text.ToString();
    }

    private static string VisibilityWord(SymbolVisibility visibility) => visibility == SymbolVisibility.Public ? "public" : "static";

    private static string TypeWord(MflType type) => type == MflType.Number ? "number" : "string";

    private void Line(string text)
    {
        Start();
        _text.Append(text).Append('\n');
    }

    private void Start() => _text.Append(' ', 2 * _indent);

    private void End() => _text.Append('\n');

    private void Declare(Declaration declaration)
    {
        switch (declaration)
        {
            case Declaration.Require require:
                Line($"require {Quote(require.ModuleName)}");
                break;
            case Declaration.Import import:
                Line($"from {Quote(import.ModuleName)} import {string.Join(", ", import.Items.Select(Verbatim))}.");
                break;
            case Declaration.GlobalVariable variable:
                var precious = variable.Symbol.IsPrecious ? "precious " : "";
                var type = variable.Symbol.DeclaredType ?? MflType.String;
                Start();
                _text.Append(CultureInfo.InvariantCulture, $"{VisibilityWord(variable.Symbol.Visibility)} {precious}{TypeWord(type)} ");
                _text.Append(variable.Symbol.Name);
                Initializer(variable.Initializer);
                End();
                break;
            case Declaration.GlobalSet set:
                Start();
                _text.Append("set ").Append(set.Symbol.Name);
                Initializer(set.Value);
                End();
                break;
            case Declaration.Constants constants:
                Constants(constants.Items, constants.IsEnumeration, qualifies: true);
                break;
            case Declaration.Exception exception:
                Line($"dclex {exception.Symbol.Name}");
                break;
            case Declaration.Handler handler:
                Line($"prog {HandlerNames.NameOf(handler.Kind)}");
                DoBlock(handler.Body);
                End();
                break;
            case Declaration.Function function:
                Function(function);
                break;
        }
    }

    private static string Verbatim(string text) => $"'{text}'";

    private void Initializer(Expression? value)
    {
        if (value == null)
            return;
        _text.Append(' ');
        Write(value);
    }

    private void Constants(IReadOnlyList<Declaration.ConstantItem> items, bool isEnumeration, bool qualifies)
    {
        Start();
        if (qualifies)
            _text.Append(VisibilityWord(items[0].Symbol.Visibility)).Append(' ');
        _text.Append("const ");
        if (isEnumeration)
            _text.Append("do ");
        foreach (var item in items)
        {
            _text.Append(item.Symbol.Name);
            Initializer(item.Value);
            _text.Append(' ');
        }

        _text.Append(isEnumeration ? "done\n" : "\n");
    }

    private void Function(Declaration.Function function)
    {
        var symbol = function.Symbol;
        Start();
        _text.Append(VisibilityWord(symbol.Visibility)).Append(" func ").Append(symbol.Name).Append('(');
        for (var i = 0; i < symbol.Parameters.Count; i++)
        {
            if (i == symbol.MandatoryCount)
                _text.Append("; ");
            else if (i > 0)
                _text.Append(", ");
            _text.Append(TypeWord(symbol.Parameters[i].DeclaredType!.Value)).Append(' ').Append(symbol.Parameters[i].Name);
        }

        if (symbol.VariadicType is { } variadic)
            _text.Append(symbol.Parameters.Count > 0 ? ", " : "").Append(TypeWord(variadic)).Append(" ...");
        _text.Append(')');
        foreach (var alias in function.Aliases)
            _text.Append(" alias ").Append(alias);
        if (symbol.ReturnType is { } type)
            _text.Append(" returns ").Append(TypeWord(type));
        End();
        DoBlock(function.Body);
        End();
    }

    private void DoBlock(Block block)
    {
        Line("do");
        Body(block);
        Start();
        _text.Append("done");
    }

    private void Body(Block block)
    {
        _indent++;
        foreach (var statement in block.Statements)
        {
            Start();
            Write(statement);
            End();
        }

        _indent--;
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        Escape(quoted, text, escapesFirstDigit: false);
        return quoted.Append('"').ToString();
    }

    /// <param name="quoted">What is added to.</param>
    /// <param name="text">The bytes.</param>
    /// <param name="escapesFirstDigit">Whether a digit at the start would become part of a number before it.</param>
    private static void Escape(StringBuilder quoted, string text, bool escapesFirstDigit)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\\' or '"' or '%' or '$')
                quoted.Append('\\').Append(c);
            else if (c is < ' ' or > '~' or '`' || (i == 0 && escapesFirstDigit && char.IsAsciiDigit(c)))
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else
                quoted.Append(c);
        }
    }
}
