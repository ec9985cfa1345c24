using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Finds what a function does itself.</summary>
internal sealed class EffectCollector(FunctionEffects effects, BoundFunction? actionHook) : TreeWalker
{
    protected override void Visit(BoundStatement statement)
    {
        if (statement is BoundStatement.Reply && actionHook is not null)
            effects.Calls.Add((actionHook.Signature.Index, statement.Place));
        switch (statement)
        {
            case BoundStatement.Reply { Action: not ReplyAction.Continue } reply:
                effects.Add(EffectKind.Replies, reply.Action.ToString().ToLowerInvariant(), reply.Place);
                effects.Add(EffectKind.Unwinds, "replies", reply.Place);
                break;
            case BoundStatement.Reply reply:
                effects.Add(EffectKind.Unwinds, "continue", reply.Place);
                break;
            case BoundStatement.Header header:
                effects.Actions |= header.Action == HeaderAction.Add ? MilterActions.AddHeaders : MilterActions.ChangeHeaders;
                break;
            case BoundStatement.Loop loop:
                effects.Add(EffectKind.Loops, "loop", loop.Place);
                effects.Add(EffectKind.Fails, "a loop may use up its time", loop.Place);
                break;
            case BoundStatement.Throw thrown:
                effects.Add(EffectKind.Fails, "throw", thrown.Place);
                effects.Add(EffectKind.Unwinds, "throw", thrown.Place);
                break;
            case BoundStatement.Try attempt:
                effects.Add(EffectKind.Unwinds, "try", attempt.Place);
                break;
            case BoundStatement.ActivateCatch handler:
                effects.Add(EffectKind.Unwinds, "catch", handler.Place);
                break;
            default:
                break;
        }
    }

    protected override void Visit(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundExpression.Convert { Type: DataType.Number } conversion:
                Throws("converts a string to a number", conversion);
                break;
            case BoundExpression.RestArguments { Element: DataType.Number }:
                Throws("converts strings to numbers", expression);
                break;
            case BoundExpression.Binary { MayFail: true } division:
                Throws("divides by a variable", division);
                break;
            case BoundExpression.Macro macro:
                effects.AddMacro(macro.Name);
                Throws($"the MTA may not send macro {macro.Name}", macro);
                break;
            case BoundExpression.BackReference:
                effects.UsesGroups = true;
                Fails("a back reference may not exist", expression);
                break;
            case BoundExpression.Transform { Compiled: null }:
                Fails("compiles a transform expression", expression);
                break;
            case BoundExpression.Match { Compiled: null }:
                Fails("compiles a regular expression", expression);
                break;
            case BoundExpression.WordMatch:
                Fails("compiles a regular expression", expression);
                break;
            case BoundExpression.RestArguments { Shift: not null } or BoundExpression.ArgumentList:
                Fails("a variable argument may not exist", expression);
                break;
            case BoundExpression.Predefined { Name: "rcpt_count" }:
                effects.Add(EffectKind.CountsRecipients, "reads rcpt_count", expression.Place);
                break;
            case BoundExpression.Call call:
                effects.Calls.Add((call.Function.Index, call.Place));
                break;
            case BoundExpression.PluginCall call:
                VisitPluginCall(call);
                break;
            default:
                break;
        }
    }

    private void Fails(string reason, BoundExpression expression) => effects.Add(EffectKind.Fails, reason, expression.Place);

    /// <summary>It fails as if it threw: callers must look.</summary>
    private void Throws(string reason, BoundExpression expression)
    {
        Fails(reason, expression);
        effects.Add(EffectKind.Unwinds, reason, expression.Place);
    }

    private void VisitPluginCall(BoundExpression.PluginCall call)
    {
        MflFunctionAttribute description = call.Function.Description;
        effects.PluginCalls.Add((call.Function, call.Place));
        string calls = $"calls {call.Function.Name}";
        effects.Actions |= description.Actions;
        effects.Add(EffectKind.Fails, calls, call.Place);
        if (!description.NonBlocking || call.Function.IsAsynchronous)
            effects.Add(EffectKind.Blocks, calls, call.Place);
        if (description.ReadsHeader)
            effects.Add(EffectKind.ReadsHeader, calls, call.Place);
        if (description.ReadsBody)
            effects.Add(EffectKind.ReadsBody, calls, call.Place);
        if (description.ReadsEnvelope)
            effects.Add(EffectKind.ReadsEnvelope, calls, call.Place);
        if (description.MayReply)
        {
            effects.Add(EffectKind.Replies, calls, call.Place);
            effects.Add(EffectKind.Unwinds, calls, call.Place);
        }

        // These two look up macros by the names they are given.
        if (call.Function.Name is not ("getmacro" or "macro_defined"))
            return;
        if (call.Arguments.Count > 0 && call.Arguments[0] is BoundExpression.Text name)
            effects.AddMacro(name.Value.Trim('{', '}'));
        else
            effects.Add(EffectKind.UsesAnyMacro, calls, call.Place);
    }
}
