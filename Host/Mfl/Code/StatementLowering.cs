using Postern.Mfl.Binding;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Code;

/// <summary>
/// Turns a function's body into instructions. A reply or an exception under way is a state of the session: who causes it, or
/// calls what may have caused it, goes to the nearest <c>catch</c> of the function, or else to its end, and the caller looks.
/// </summary>
internal sealed partial class StatementLowering
{
    private readonly CodeProgram _program;
    private readonly CodeFunction _function;
    private readonly CodeBuilder _code;
    private readonly ExpressionLowering _expressions;
    private readonly Dictionary<BoundLoop, (int Next, int End)> _loops = [];
    private int _returnLabel = -1;
    private int _activeCatches;
    private int _resultLocal;

    private StatementLowering(CodeProgram program, CodeFunction function, UnwindTable unwinds)
    {
        _program = program;
        _function = function;
        _code = new CodeBuilder(program, function) { Place = function.Source.Place };
        _expressions = new ExpressionLowering(program, _code, unwinds) { UnwindLabel = function.ExitLabel };
    }

    public static CodeFunction Lower(CodeProgram program, BoundFunction source, UnwindTable unwinds)
    {
        var function = new CodeFunction(source);
        function.Locals.AddRange(source.Locals.Select(static local => local.Type));
        var lowering = new StatementLowering(program, function, unwinds);
        lowering.LowerBody(source);
        lowering.End();
        return function;
    }

    private void LowerBody(BoundFunction source)
    {
        if (source.SessionCatch is { } caught)
            BindCatchToParameters(caught);
        if (source.StandaloneCatches.Count == 0)
        {
            Lower(source.Body);
            return;
        }

        int dispatch = _code.NewLabel();
        _activeCatches = _code.NewLocal(DataType.Number);
        _expressions.UnwindLabel = dispatch;
        _code.BeginTry();
        Lower(source.Body);
        _code.EndTry(dispatch);
        _expressions.UnwindLabel = _function.ExitLabel;
        _code.Emit(Opcode.Jump, 0, _function.ExitLabel);
        _code.Define(dispatch);
        _code.Emit(Opcode.JumpIfReplied, 0, _function.ExitLabel);
        for (int i = source.StandaloneCatches.Count - 1; i >= 0; i--)
        {
            int other = _code.NewLabel();
            _code.Emit(Opcode.LoadLocal, 1, _activeCatches);
            _code.Emit(Opcode.PushNumber, 1, 1L << i);
            _code.Emit(Opcode.Arithmetic, -1, (long)BinaryOperator.BitAnd);
            _code.Emit(Opcode.JumpIfZero, -1, other);
            LowerCatch(source.StandaloneCatches[i], other);
            _code.Emit(Opcode.Jump, 0, _function.ExitLabel);
            _code.Define(other);
        }
    }

    /// <summary>The exception that a catch of <c>begin</c> handles for another handler comes in its parameters.</summary>
    private void BindCatchToParameters(BoundCatch handler)
    {
        int number = _code.NewLocal(DataType.Number);
        int text = _code.NewLocal(DataType.String);
        _expressions.CatchLocals.Add(handler, (number, text));
        _code.Emit(Opcode.LoadParameter, 1, 0);
        _code.Emit(Opcode.StoreLocal, -1, number);
        _code.Emit(Opcode.LoadParameter, 1, 1);
        _code.Emit(Opcode.StoreLocal, -1, text);
    }

    private void End()
    {
        DataType result = _function.Signature.Result;
        _code.Define(_function.ExitLabel);
        if (result == DataType.Number)
            _code.Emit(Opcode.PushNumber, 0);
        else if (result == DataType.String)
            _code.Emit(Opcode.PushText, 0, 0, "");
        _code.Emit(Opcode.Return, 0);
        if (_returnLabel < 0)
            return;
        _code.Define(_returnLabel);
        _code.Emit(Opcode.LoadLocal, 0, _resultLocal);
        _code.Emit(Opcode.Return, 0);
    }

    private void Lower(BoundBlock block)
    {
        foreach (BoundStatement statement in block.Statements)
        {
            _code.Place = statement.Place;
            if (_program.MarksStatements)
                _code.EnsureLocus();
            Lower(statement);
        }
    }

    private void Lower(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundStatement.Set set:
                _expressions.Lower(set.Value);
                _code.Emit(StoreOf(set.Target), -1, set.Target.Index);
                break;
            case BoundStatement.If choice:
                LowerIf(choice);
                break;
            case BoundStatement.Switch choice:
                LowerSwitch(choice);
                break;
            case BoundStatement.Loop loop:
                LowerLoop(loop);
                break;
            case BoundStatement.Break jump:
                _code.Emit(Opcode.Jump, 0, _loops[jump.Target].End);
                break;
            case BoundStatement.Next jump:
                _code.Emit(Opcode.Jump, 0, _loops[jump.Target].Next);
                break;
            case BoundStatement.Try attempt:
                LowerTry(attempt);
                break;
            case BoundStatement.ActivateCatch handler:
                LowerActivation(handler);
                break;
            case BoundStatement.Throw thrown:
                _expressions.Lower(thrown.Text);
                _code.EnsureLocus();
                _code.Emit(Opcode.Throw, -1, thrown.Exception);
                _code.Emit(Opcode.Jump, 0, _expressions.UnwindLabel);
                break;
            case BoundStatement.Return result:
                LowerReturn(result);
                break;
            default:
                LowerEffect(statement);
                break;
        }
    }

    private void LowerEffect(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundStatement.Echo echo:
                _expressions.Lower(echo.Value);
                _code.Emit(Opcode.Echo, -1);
                break;
            case BoundStatement.Reply reply:
                LowerText(reply.Code);
                LowerText(reply.ExtendedCode);
                LowerText(reply.Message);
                if (_program.Source.ActionHook is { } hook && hook.Signature != _function.Signature)
                    LowerActionHook(reply, hook.Signature);
                _code.EnsureLocus();
                _code.Emit(Opcode.Reply, -3, (long)reply.Action);
                _code.Emit(Opcode.Jump, 0, _expressions.UnwindLabel);
                break;
            case BoundStatement.SetPredefined set:
                _expressions.Lower(set.Value);
                _code.Emit(Opcode.PushText, 1, 0, set.Name);
                _code.Emit(
                    Opcode.Operation, -2, 0,
                    set.Value.Type == DataType.Number ? nameof(ProgramOperations.StoreNumber) : nameof(ProgramOperations.StoreText));
                break;
            case BoundStatement.Header header:
                _expressions.Lower(header.Name);
                LowerText(header.Value);
                _code.EnsureLocus();
                _code.Emit(Opcode.ChangeHeader, -2, (long)header.Action);
                break;
            case BoundStatement.Evaluate evaluation:
                _expressions.Lower(evaluation.Call);
                if (evaluation.Call.Type != DataType.Void)
                    _code.Emit(Opcode.Pop, -1);
                break;
            default:
                throw new InvalidOperationException($"no code for {statement.GetType().Name}");
        }
    }

    /// <summary>Calls the action hook, unless a reply within the hook is to be given, and leaves code, extended code and message on the stack.</summary>
    private void LowerActionHook(BoundStatement.Reply reply, BoundSignature hook)
    {
        int message = _code.NewLocal(DataType.String);
        int extended = _code.NewLocal(DataType.String);
        int code = _code.NewLocal(DataType.String);
        int done = _code.NewLabel();
        _code.Emit(Opcode.StoreLocal, -1, message);
        _code.Emit(Opcode.StoreLocal, -1, extended);
        _code.Emit(Opcode.StoreLocal, -1, code);
        _code.Emit(Opcode.Operation, 1, 0, nameof(ProgramOperations.BeginAction));
        _code.Emit(Opcode.JumpIfZero, -1, done);
        _code.Emit(Opcode.PushNumber, 1, (long)reply.Action);
        _code.Emit(Opcode.LoadLocal, 1, code);
        _code.Emit(Opcode.PushNumber, 1, (long)reply.Action);
        _code.Emit(Opcode.Operation, -1, 0, nameof(ProgramOperations.ReplyCodeOf));
        _code.Emit(Opcode.LoadLocal, 1, extended);
        _code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.Guard));
        _code.Emit(Opcode.LoadLocal, 1, message);
        _code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.Guard));
        _code.Emit(Opcode.PushText, 1, 0, reply.Place.File);
        _code.Emit(Opcode.PushNumber, 1, reply.Place.Line);
        _code.EnsureLocus();
        _code.Emit(Opcode.Call, -hook.Parameters.Count, 0, hook);
        _code.ForgetLocus();
        _code.Emit(Opcode.Operation, 0, 0, nameof(ProgramOperations.EndAction));
        _code.Emit(Opcode.CheckUnwind, 0, _code.Depth, _expressions.UnwindLabel);
        _code.Define(done);
        _code.Emit(Opcode.LoadLocal, 1, code);
        _code.Emit(Opcode.LoadLocal, 1, extended);
        _code.Emit(Opcode.LoadLocal, 1, message);
    }

    /// <summary>Pushes a text that may be absent, as <see langword="null"/>.</summary>
    private void LowerText(BoundExpression? text)
    {
        if (text is null)
            _code.Emit(Opcode.PushText, 1);
        else
            _expressions.Lower(text);
    }

    private static Opcode StoreOf(BoundVariable variable) => variable.Scope switch
    {
        VariableScope.Global => Opcode.StoreGlobal,
        VariableScope.Parameter => Opcode.StoreParameter,
        _ => Opcode.StoreLocal,
    };
}
