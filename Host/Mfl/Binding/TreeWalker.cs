using System.Runtime.CompilerServices;

namespace Postern.Mfl.Binding;

/// <summary>Visits every statement and expression of a body.</summary>
internal abstract class TreeWalker
{
    public void Walk(BoundBlock? block)
    {
        foreach (BoundStatement statement in block?.Statements ?? [])
        {
            Visit(statement);
            WalkStatement(statement);
        }
    }

    protected abstract void Visit(BoundStatement statement);

    protected abstract void Visit(BoundExpression expression);

    private void WalkStatement(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundStatement.Set set:
                Walk(set.Value);
                break;
            case BoundStatement.Switch choice:
                Walk(choice.Value);
                foreach (BoundStatement.SwitchCase one in choice.Cases)
                    Walk(one.Body);
                Walk(choice.Default);
                break;
            case BoundStatement.Loop loop:
                Walk(loop.Initial);
                Walk(loop.While);
                Walk(loop.Body);
                Walk(loop.Step);
                Walk(loop.DoneWhile);
                break;
            case BoundStatement.Try attempt:
                Walk(attempt.Body);
                Walk(attempt.Handler.Body);
                break;
            case BoundStatement.ActivateCatch handler:
                Walk(handler.Handler.Body);
                break;
            case BoundStatement.Throw thrown:
                Walk(thrown.Text);
                break;
            case BoundStatement.Return result:
                Walk(result.Value);
                break;
            default:
                WalkOther(statement);
                break;
        }
    }

    private void WalkOther(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundStatement.If choice:
                foreach (BoundStatement.IfBranch branch in choice.Branches)
                {
                    Walk(branch.Condition);
                    Walk(branch.Body);
                }

                Walk(choice.Else);
                break;
            case BoundStatement.SetPredefined set:
                Walk(set.Value);
                break;
            case BoundStatement.Echo echo:
                Walk(echo.Value);
                break;
            case BoundStatement.Reply reply:
                Walk(reply.Code);
                Walk(reply.ExtendedCode);
                Walk(reply.Message);
                break;
            case BoundStatement.Header header:
                Walk(header.Name);
                Walk(header.Value);
                break;
            case BoundStatement.Evaluate evaluation:
                Walk(evaluation.Call);
                break;
            default:
                break;
        }
    }

    private void Walk(BoundExpression? expression)
    {
        if (expression is null)
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Visit(expression);
        foreach (BoundExpression part in PartsOf(expression))
            Walk(part);
    }

    private static IReadOnlyList<BoundExpression> PartsOf(BoundExpression expression) => expression switch
    {
        BoundExpression.Convert conversion => [conversion.Operand],
        BoundExpression.Unary unary => [unary.Operand],
        BoundExpression.IsNotEmpty test => [test.Operand],
        BoundExpression.Binary binary => [binary.Left, binary.Right],
        BoundExpression.Logical logical => [logical.Left, logical.Right],
        BoundExpression.Concatenation concatenation => concatenation.Parts,
        BoundExpression.Call call => call.Arguments,
        BoundExpression.PluginCall call => call.Arguments,
        BoundExpression.VariadicArgument argument => [argument.Index],
        BoundExpression.RestArguments { Shift: { } shift } => [shift],
        BoundExpression.Match match => [match.Subject, match.Pattern],
        BoundExpression.Transform transform => [transform.Subject, transform.Rules],
        BoundExpression.GlobMatch match => [match.Subject, match.Pattern],
        BoundExpression.WordMatch match => [match.Words, match.Pattern],
        BoundExpression.ArgumentList list => [list.Index],
        _ => [],
    };
}
