using Postern.Abstractions.Configuration;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>A statement whose expressions are typed.</summary>
internal abstract record BoundStatement(SourcePlace Place)
{
    internal sealed record Set(BoundVariable Target, BoundExpression Value, SourcePlace Place) : BoundStatement(Place);

    /// <summary>Sets a variable of the host.</summary>
    internal sealed record SetPredefined(string Name, BoundExpression Value, SourcePlace Place) : BoundStatement(Place);

    /// <summary>Conditions are numbers.</summary>
    internal sealed record If(IReadOnlyList<IfBranch> Branches, BoundBlock? Else, SourcePlace Place) : BoundStatement(Place);

    internal sealed record IfBranch(BoundExpression Condition, BoundBlock Body);

    /// <summary>Labels are literals of the value's type, without duplicates; at most one default.</summary>
    internal sealed record Switch(
        BoundExpression Value, IReadOnlyList<SwitchCase> Cases, BoundBlock? Default, SourcePlace Place) : BoundStatement(Place);

    internal sealed record SwitchCase(IReadOnlyList<BoundExpression> Labels, BoundBlock Body);

    internal sealed record Loop(
        BoundLoop Identity, BoundBlock Initial, BoundExpression? While, BoundBlock Step, BoundBlock Body, BoundExpression? DoneWhile,
        SourcePlace Place) : BoundStatement(Place);

    internal sealed record Break(BoundLoop Target, SourcePlace Place) : BoundStatement(Place);

    internal sealed record Next(BoundLoop Target, SourcePlace Place) : BoundStatement(Place);

    internal sealed record Try(BoundBlock Body, BoundCatch Handler, SourcePlace Place) : BoundStatement(Place);

    /// <summary>
    /// A standalone catch: from here to the end of the function it handles exceptions, and then ends the function. In <c>begin</c>
    /// it does so for all handlers of the session.
    /// </summary>
    /// <param name="Index">Position in <see cref="BoundFunction.StandaloneCatches"/>.</param>
    /// <param name="Handler">The catch.</param>
    /// <param name="Place">Where it stands.</param>
    internal sealed record ActivateCatch(int Index, BoundCatch Handler, SourcePlace Place) : BoundStatement(Place);

    internal sealed record Throw(long Exception, BoundExpression Text, SourcePlace Place) : BoundStatement(Place);

    internal sealed record Return(BoundExpression? Value, SourcePlace Place) : BoundStatement(Place);

    internal sealed record Echo(BoundExpression Value, SourcePlace Place) : BoundStatement(Place);

    /// <summary>A reply; code, extended code and message are strings, <see langword="null"/> for the default.</summary>
    internal sealed record Reply(
        ReplyAction Action, BoundExpression? Code, BoundExpression? ExtendedCode, BoundExpression? Message, SourcePlace Place)
        : BoundStatement(Place);

    internal sealed record Header(HeaderAction Action, BoundExpression Name, BoundExpression? Value, SourcePlace Place)
        : BoundStatement(Place);

    internal sealed record Evaluate(BoundExpression Call, SourcePlace Place) : BoundStatement(Place);
}
