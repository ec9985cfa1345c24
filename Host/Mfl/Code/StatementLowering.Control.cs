using Postern.Mfl.Binding;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Code;

/// <content>Choices, loops and catches.</content>
internal sealed partial class StatementLowering
{
    private void LowerIf(BoundStatement.If choice)
    {
        int end = _code.NewLabel();
        foreach (BoundStatement.IfBranch branch in choice.Branches)
        {
            int otherwise = _code.NewLabel();
            LowerCondition(branch.Condition, otherwise);
            Lower(branch.Body);
            _code.Emit(Opcode.Jump, 0, end);
            _code.Define(otherwise);
        }

        if (choice.Else is not null)
            Lower(choice.Else);
        _code.Define(end);
    }

    /// <summary>Goes to a label when a condition is 0.</summary>
    private void LowerCondition(BoundExpression condition, int whenZero)
    {
        if (condition is BoundExpression.Logical { IsAnd: true } both)
        {
            LowerCondition(both.Left, whenZero);
            LowerCondition(both.Right, whenZero);
            return;
        }

        _expressions.Lower(condition);
        _code.Emit(Opcode.JumpIfZero, -1, whenZero);
    }

    private void LowerSwitch(BoundStatement.Switch choice)
    {
        DataType type = choice.Value.Type;
        int local = _code.NewLocal(type);
        _expressions.Lower(choice.Value);
        _code.Emit(Opcode.StoreLocal, -1, local);
        int end = _code.NewLabel();
        int other = _code.NewLabel();
        List<int> labels = [.. choice.Cases.Select(_ => _code.NewLabel())];
        new SwitchLowering(_code).Lower(
            type, local, [.. choice.Cases.SelectMany((one, i) => one.Labels.Select(label => (label, labels[i])))], other);
        _code.Define(other);
        if (choice.Default is not null)
            Lower(choice.Default);
        _code.Emit(Opcode.Jump, 0, end);
        for (int i = 0; i < labels.Count; i++)
        {
            _code.Define(labels[i]);
            Lower(choice.Cases[i].Body);
            _code.Emit(Opcode.Jump, 0, end);
        }

        _code.Define(end);
    }

    private void LowerLoop(BoundStatement.Loop loop)
    {
        Lower(loop.Initial);
        int top = _code.NewLabel();
        int next = _code.NewLabel();
        int end = _code.NewLabel();
        _loops.Add(loop.Identity, (next, end));
        _code.Define(top);
        _code.Place = loop.Place;
        if (loop.While is not null)
            LowerCondition(loop.While, end);
        Lower(loop.Body);
        _code.Define(next);
        Lower(loop.Step);
        if (loop.DoneWhile is not null)
            LowerCondition(loop.DoneWhile, end);
        _code.Place = loop.Place;
        _code.EnsureLocus();
        _code.Emit(Opcode.Poll, 0);
        _code.Emit(Opcode.Jump, 0, top);
        _code.Define(end);
    }

    private void LowerTry(BoundStatement.Try attempt)
    {
        int outer = _expressions.UnwindLabel;
        int dispatch = _code.NewLabel();
        int end = _code.NewLabel();
        _expressions.UnwindLabel = dispatch;
        _code.BeginTry();
        Lower(attempt.Body);
        _code.EndTry(dispatch);
        _expressions.UnwindLabel = outer;
        _code.Emit(Opcode.Jump, 0, end);
        _code.Define(dispatch);
        _code.Emit(Opcode.JumpIfReplied, 0, outer);
        LowerCatch(attempt.Handler, outer);
        _code.Define(end);
    }

    private void LowerActivation(BoundStatement.ActivateCatch statement)
    {
        _code.Emit(Opcode.LoadLocal, 1, _activeCatches);
        _code.Emit(Opcode.PushNumber, 1, 1L << statement.Index);
        _code.Emit(Opcode.Arithmetic, -1, (long)BinaryOperator.BitOr);
        _code.Emit(Opcode.StoreLocal, -1, _activeCatches);
        if (statement.Handler.SessionFunction is { } function)
            _code.Emit(Opcode.InstallCatch, 0, function.Index);
    }

    private void LowerCatch(BoundCatch handler, int outer)
    {
        if (handler.Exceptions is { } numbers)
        {
            int caught = _code.NewLabel();
            foreach (long number in numbers)
            {
                _code.Emit(Opcode.LoadExceptionNumber, 1);
                _code.Emit(Opcode.PushNumber, 1, number);
                _code.Emit(Opcode.CompareNumbers, -1, (long)BinaryOperator.Equal);
                _code.Emit(Opcode.JumpIfNotZero, -1, caught);
            }

            _code.Emit(Opcode.Jump, 0, outer);
            _code.Define(caught);
        }

        int numberLocal = _code.NewLocal(DataType.Number);
        int textLocal = _code.NewLocal(DataType.String);
        _expressions.CatchLocals.Add(handler, (numberLocal, textLocal));
        _code.Emit(Opcode.LoadExceptionNumber, 1);
        _code.Emit(Opcode.StoreLocal, -1, numberLocal);
        _code.Emit(Opcode.LoadExceptionText, 1);
        _code.Emit(Opcode.StoreLocal, -1, textLocal);
        _code.Emit(Opcode.ClearException, 0);
        Lower(handler.Body);
    }

    private void LowerReturn(BoundStatement.Return result)
    {
        if (result.Value is null || _function.Signature.Result == DataType.Void)
        {
            _code.Emit(Opcode.Jump, 0, _function.ExitLabel);
            return;
        }

        _expressions.Lower(result.Value);
        if (_code.RegionDepth == 0)
        {
            _code.Emit(Opcode.Return, -1);
            return;
        }

        if (_returnLabel < 0)
        {
            _returnLabel = _code.NewLabel();
            _function.LabelDepths[_returnLabel] = 0;
            _resultLocal = _code.NewLocal(_function.Signature.Result);
        }

        _code.Emit(Opcode.StoreLocal, -1, _resultLocal);
        _code.Emit(Opcode.Jump, 0, _returnLabel);
    }
}
