using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>What has a value. Built-in constants (<c>__line__</c>, ...) are already numbers or texts; no node stands for parentheses.</summary>
internal abstract record Expression(SourcePlace Place) : SyntaxNode(Place)
{
    internal sealed record Number(long Value, SourcePlace Place) : Expression(Place);

    /// <summary>A string without anything to expand; chars are bytes.</summary>
    internal sealed record Text(string Value, SourcePlace Place) : Expression(Place);

    /// <summary>A string or here-document with expansions: the concatenation of its parts (at least one is not a <see cref="Text"/>).</summary>
    internal sealed record Interpolated(IReadOnlyList<Expression> Parts, SourcePlace Place) : Expression(Place);

    internal sealed record Variable(VariableSymbol Symbol, SourcePlace Place) : Expression(Place);

    internal sealed record Constant(ConstantSymbol Symbol, SourcePlace Place) : Expression(Place);

    /// <summary><c>$x</c>, <c>$name</c>, <c>${name}</c>.</summary>
    internal sealed record Macro(string Name, SourcePlace Place) : Expression(Place);

    /// <summary><c>\N</c>: a group of the last match, from 1.</summary>
    internal sealed record BackReference(int Group, SourcePlace Place) : Expression(Place);

    /// <summary><c>$N</c>: counts all arguments of a function, of a handler, or of the enclosing <c>catch</c>, from 1.</summary>
    internal sealed record Argument(int Position, SourcePlace Place) : Expression(Place);

    /// <summary><c>$(expression)</c>: counts the variable arguments only, from 1.</summary>
    internal sealed record VariadicArgument(Expression Index, SourcePlace Place) : Expression(Place);

    /// <summary><c>$#</c>.</summary>
    internal sealed record ArgumentCount(SourcePlace Place) : Expression(Place);

    /// <summary><c>$@</c> or <c>$@(shift)</c>: only the last argument of a call.</summary>
    internal sealed record RestArguments(Expression? Shift, SourcePlace Place) : Expression(Place);

    /// <summary><c>@parameter</c>: the parameter's position from 0.</summary>
    internal sealed record ParameterOrdinal(VariableSymbol Symbol, SourcePlace Place) : Expression(Place);

    /// <summary><c>vaptr(argument)</c>: the address <c>getopt</c> takes.</summary>
    internal sealed record ArgumentAddress(Expression Target, SourcePlace Place) : Expression(Place);

    internal sealed record Unary(UnaryOperator Operator, Expression Operand, SourcePlace Place) : Expression(Place);

    internal sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right, SourcePlace Place) : Expression(Place);

    /// <summary><c>[mx] matches</c> or <c>[mx] fnmatches</c>.</summary>
    /// <param name="IsGlob"><c>fnmatches</c>.</param>
    /// <param name="OfExchangers">With <c>mx</c>: the subject's mail exchangers are matched.</param>
    /// <param name="Subject">Left operand.</param>
    /// <param name="Pattern">Right operand.</param>
    /// <param name="Flags">The flags of <c>#pragma regex</c> in force when the expression was read; no meaning for a glob.</param>
    /// <param name="Place">Both operands.</param>
    internal sealed record Match(
        bool IsGlob, bool OfExchangers, Expression Subject, Expression Pattern, RegexFlags Flags, SourcePlace Place) : Expression(Place);

    /// <summary><c>number(e)</c>, <c>string(e)</c>.</summary>
    internal sealed record Cast(MflType Type, Expression Operand, SourcePlace Place) : Expression(Place);

    /// <summary>A call of a function written in MFL.</summary>
    internal sealed record Call(FunctionSymbol Function, IReadOnlyList<Expression> Arguments, SourcePlace Place) : Expression(Place);

    /// <summary>A call of a built-in function, that is, of a plugin's.</summary>
    // Flags: The flags in force, for the functions that take them from the compiler (qr).
    internal sealed record BuiltInCall(
        string Name, IReadOnlyList<Expression> Arguments, RegexFlags Flags, SourcePlace Place) : Expression(Place);

    /// <summary><c>sed(subject, transform...)</c>.</summary>
    internal sealed record Sed(
        Expression Subject, IReadOnlyList<Expression> Transforms, RegexFlags Flags, SourcePlace Place) : Expression(Place);
}
