using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>What may stand at the top level of a source.</summary>
internal abstract record Declaration(SourcePlace Place) : SyntaxNode(Place)
{
    /// <summary><c>require NAME</c>. The module itself is in <see cref="ProgramSyntax.Modules"/>.</summary>
    internal sealed record Require(string ModuleName, SourcePlace Place) : Declaration(Place);

    /// <summary><c>from NAME import ITEMS.</c></summary>
    // Items: A name, /re/, or <c>/re/s/x/y/</c>, as written.
    internal sealed record Import(string ModuleName, IReadOnlyList<string> Items, SourcePlace Place) : Declaration(Place);

    /// <summary><c>[qualifiers] type name [initializer]</c> outside of functions.</summary>
    internal sealed record GlobalVariable(VariableSymbol Symbol, Expression? Initializer, SourcePlace Place) : Declaration(Place);

    /// <summary><c>set name expression</c> outside of functions: the expression must be constant.</summary>
    // IsDeclaring: Whether this statement creates the variable.
    internal sealed record GlobalSet(VariableSymbol Symbol, Expression Value, bool IsDeclaring, SourcePlace Place) : Declaration(Place);

    /// <summary><c>const name expression</c>, or <c>const do ... done</c>.</summary>
    internal sealed record Constants(IReadOnlyList<ConstantItem> Items, bool IsEnumeration, SourcePlace Place) : Declaration(Place);

    /// <summary>One constant; without a value it is the previous one's plus one, or 0.</summary>
    internal sealed record ConstantItem(ConstantSymbol Symbol, Expression? Value, SourcePlace Place) : SyntaxNode(Place);

    /// <summary><c>dclex name</c>.</summary>
    internal sealed record Exception(ConstantSymbol Symbol, SourcePlace Place) : Declaration(Place);

    /// <summary><c>func name(...) [alias name]... [returns type] do ... done</c>.</summary>
    internal sealed record Function(
        FunctionSymbol Symbol, IReadOnlyList<string> Aliases, Block Body, SourcePlace Place) : Declaration(Place);

    /// <summary><c>prog name do ... done</c>.</summary>
    internal sealed record Handler(HandlerKind Kind, Block Body, SourcePlace Place) : Declaration(Place);
}
