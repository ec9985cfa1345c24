using Postern.Abstractions.Configuration;
using Postern.Mfl.Regex;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>An expression with its type. Conversions are explicit: operands have exactly the types that their operator takes.</summary>
internal abstract record BoundExpression(DataType Type, SourcePlace Place)
{
    internal sealed record Number(long Value, SourcePlace Place) : BoundExpression(DataType.Number, Place);

    internal sealed record Text(string Value, SourcePlace Place) : BoundExpression(DataType.String, Place);

    internal sealed record Variable(BoundVariable Target, SourcePlace Place) : BoundExpression(Target.Type, Place);

    /// <summary>A variable of the host, such as <c>milter_state</c>.</summary>
    internal sealed record Predefined(string Name, DataType Type, SourcePlace Place) : BoundExpression(Type, Place);

    /// <summary><c>$N</c> in a handler, from 1.</summary>
    internal sealed record HandlerArgument(int Position, DataType Type, SourcePlace Place) : BoundExpression(Type, Place);

    /// <summary><c>$1</c> or <c>$2</c> in the body of <paramref name="Handler"/>.</summary>
    internal sealed record CatchArgument(BoundCatch Handler, int Position, DataType Type, SourcePlace Place) : BoundExpression(Type, Place);

    /// <summary>An argument from the variable part, counted from 1.</summary>
    internal sealed record VariadicArgument(BoundExpression Index, DataType Type, SourcePlace Place) : BoundExpression(Type, Place);

    internal sealed record ArgumentCount(SourcePlace Place) : BoundExpression(DataType.Number, Place);

    /// <summary>The variable arguments without the first <paramref name="Shift"/>; only the last argument of a call.</summary>
    internal sealed record RestArguments(BoundExpression? Shift, DataType Type, SourcePlace Place) : BoundExpression(Type, Place)
    {
        /// <summary>The type that they are converted to; <see langword="null"/> leaves them as they are.</summary>
        public DataType? Element { get; init; }
    }

    internal sealed record Macro(string Name, SourcePlace Place) : BoundExpression(DataType.String, Place);

    internal sealed record BackReference(int Group, SourcePlace Place) : BoundExpression(DataType.String, Place);

    internal sealed record Convert(BoundExpression Operand, DataType Type, SourcePlace Place) : BoundExpression(Type, Place);

    /// <summary>A condition from a string: 1 when it is not empty.</summary>
    internal sealed record IsNotEmpty(BoundExpression Operand, SourcePlace Place) : BoundExpression(DataType.Number, Place);

    internal sealed record Unary(UnaryOperator Operator, BoundExpression Operand, SourcePlace Place) : BoundExpression(DataType.Number, Place);

    /// <summary>Arithmetic or a comparison; both operands have the same type, number unless it compares strings.</summary>
    internal sealed record Binary(BinaryOperator Operator, BoundExpression Left, BoundExpression Right, SourcePlace Place)
        : BoundExpression(DataType.Number, Place)
    {
        /// <summary>Whether it is a division whose divisor may be 0.</summary>
        public bool MayFail => Operator is BinaryOperator.Divide or BinaryOperator.Modulo && Right is not Number { Value: not 0 };
    }

    /// <summary><c>and</c>, <c>or</c>.</summary>
    internal sealed record Logical(bool IsAnd, BoundExpression Left, BoundExpression Right, SourcePlace Place)
        : BoundExpression(DataType.Number, Place);

    /// <summary>All parts are strings; neighbouring literals are already one.</summary>
    internal sealed record Concatenation(IReadOnlyList<BoundExpression> Parts, SourcePlace Place) : BoundExpression(DataType.String, Place);

    internal sealed record Call(BoundSignature Function, IReadOnlyList<BoundExpression> Arguments, SourcePlace Place)
        : BoundExpression(Function.Result, Place);

    internal sealed record PluginCall(
        CatalogFunction Function, IReadOnlyList<BoundExpression> Arguments, RegexFlags Flags, SourcePlace Place)
        : BoundExpression(Function.Signature.Result, Place);

    /// <summary><paramref name="Compiled"/> is there when the pattern is a literal.</summary>
    internal sealed record Match(
        BoundExpression Subject, BoundExpression Pattern, RegexFlags Flags, PosixRegex? Compiled, SourcePlace Place)
        : BoundExpression(DataType.Number, Place);

    internal sealed record GlobMatch(BoundExpression Subject, BoundExpression Pattern, SourcePlace Place)
        : BoundExpression(DataType.Number, Place);

    /// <summary>One step of <c>sed</c>; <paramref name="Compiled"/> is there when the expression is a literal.</summary>
    internal sealed record Transform(
        BoundExpression Subject, BoundExpression Rules, RegexFlags Flags, StringTransform? Compiled, SourcePlace Place)
        : BoundExpression(DataType.String, Place);

    /// <summary>A value that was computed before; made while code is generated.</summary>
    internal sealed record Temporary(int Local, DataType Type, SourcePlace Place) : BoundExpression(Type, Place);

    /// <summary>The variable arguments from <paramref name="Index"/> on as one string, parted by NUL (<c>vaptr</c>).</summary>
    internal sealed record ArgumentList(BoundExpression Index, DataType Element, SourcePlace Place)
        : BoundExpression(DataType.String, Place);

    /// <summary>Whether any of some words matches: <c>mx matches</c> and <c>mx fnmatches</c>.</summary>
    internal sealed record WordMatch(BoundExpression Words, BoundExpression Pattern, RegexFlags Flags, bool IsGlob, SourcePlace Place)
        : BoundExpression(DataType.Number, Place);

    /// <summary>Stands for what was diagnosed.</summary>
    internal sealed record Invalid(DataType Type, SourcePlace Place) : BoundExpression(Type, Place);
}
