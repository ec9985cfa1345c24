using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>What may stand in the body of a function or handler.</summary>
internal abstract record Statement(SourcePlace Place) : SyntaxNode(Place)
{
    /// <summary><c>type name [initializer]</c>. A second declaration of a name in one body has the first one's symbol if the types agree.</summary>
    internal sealed record Variable(VariableSymbol Symbol, Expression? Initializer, SourcePlace Place) : Statement(Place);

    /// <summary><c>const</c> within a body; the names are the module's.</summary>
    internal sealed record Constants(
        IReadOnlyList<Declaration.ConstantItem> Items, bool IsEnumeration, SourcePlace Place) : Statement(Place);

    /// <summary><c>set name expression</c>.</summary>
    // IsDeclaring: Whether this statement creates the (automatic) variable.
    internal sealed record Set(VariableSymbol Symbol, Expression Value, bool IsDeclaring, SourcePlace Place) : Statement(Place);

    /// <summary><c>if ... [elif ...] [else ...] fi</c>; <c>else</c> is <see langword="null"/> when absent.</summary>
    internal sealed record If(IReadOnlyList<IfBranch> Branches, Block? Else, SourcePlace Place) : Statement(Place);

    /// <summary><c>if</c> or <c>elif</c> with its condition and body.</summary>
    internal sealed record IfBranch(Expression Condition, Block Body, SourcePlace Place) : SyntaxNode(Place);

    /// <summary><c>switch expression do case ...: ... default: ... done</c>.</summary>
    internal sealed record Switch(Expression Value, IReadOnlyList<SwitchCase> Cases, SourcePlace Place) : Statement(Place);

    /// <summary><c>on condition do when ...: ... done</c>; the condition is a call; <c>on poll ...</c> is a call of
    /// <c>stdpoll</c> or <c>strictpoll</c>.</summary>
    internal sealed record On(Expression Condition, IReadOnlyList<SwitchCase> Cases, SourcePlace Place) : Statement(Place);

    /// <summary>One <c>case</c> or <c>when</c>; no labels means <c>default</c>. Labels are numbers, texts, or constants.</summary>
    internal sealed record SwitchCase(IReadOnlyList<Expression> Labels, Block Body, SourcePlace Place) : SyntaxNode(Place);

    /// <summary><c>loop [label] [for initial,] [while condition,] [step] do body done [while until]</c>.</summary>
    internal sealed record Loop(
        string? Label, Block? Initial, Expression? While, Block? Step, Block Body, Expression? DoneWhile, SourcePlace Place)
        : Statement(Place)
    {
        /// <summary>Whether the step stands before the condition, which may then name what the step declares.</summary>
        public bool IsStepFirst => this is { While: { } test, Step.Statements: [var first, ..] }
            && (first.Place.Line, first.Place.Column).CompareTo((test.Place.Line, test.Place.Column)) < 0;
    }

    internal sealed record Break(string? Label, SourcePlace Place) : Statement(Place);

    internal sealed record Next(string? Label, SourcePlace Place) : Statement(Place);

    /// <summary><c>try do ... done catch ... do ... done</c>.</summary>
    internal sealed record Try(Block Body, Catch Handler, SourcePlace Place) : Statement(Place);

    /// <summary><c>catch list do ... done</c>: after <c>try</c>, or standing alone as a statement.</summary>
    // Exceptions: Constants, numbers; null for *.
    internal sealed record Catch(IReadOnlyList<Expression>? Exceptions, Block Body, SourcePlace Place) : Statement(Place);

    /// <summary><c>throw exception text</c>.</summary>
    // Code: A constant or a number.
    internal sealed record Throw(Expression Code, Expression Text, SourcePlace Place) : Statement(Place);

    internal sealed record Return(Expression? Value, SourcePlace Place) : Statement(Place);

    internal sealed record Echo(Expression Value, SourcePlace Place) : Statement(Place);

    internal sealed record Pass(SourcePlace Place) : Statement(Place);

    /// <summary>A reply action, in literal or in functional notation.</summary>
    // Code: The SMTP code; null for the default.
    // ExtendedCode: In literal notation a Expression.Text.
    // Message: The text sent with the reply.
    internal sealed record Reply(
        ReplyAction Action, Expression? Code, Expression? ExtendedCode, Expression? Message, SourcePlace Place) : Statement(Place);

    /// <summary><c>add</c>, <c>replace</c> or <c>delete</c> of a header field.</summary>
    // Value: null for delete.
    internal sealed record Header(HeaderAction Action, Expression Name, Expression? Value, SourcePlace Place) : Statement(Place);

    /// <summary>A call as a statement.</summary>
    // Call: The call.
    // IsVoid: Written as void(call): ignoring its result is meant.
    internal sealed record Evaluate(Expression Call, bool IsVoid, SourcePlace Place) : Statement(Place);
}
