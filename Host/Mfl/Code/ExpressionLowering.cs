using System.Runtime.CompilerServices;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Binding;
using Postern.Mfl.Runtime;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Code;

/// <summary>Turns expressions into instructions that leave their value on the stack.</summary>
internal sealed partial class ExpressionLowering(CodeProgram program, CodeBuilder code, UnwindTable unwinds)
{
    /// <summary>At most so many strings are joined by one call without an array.</summary>
    private const int DirectConcatenation = 4;

    /// <summary>So many operators become one tree.</summary>
    private const int LongestTree = 100;

    private int _operators;

    /// <summary>Where a reply or an exception under way continues.</summary>
    public int UnwindLabel { get; set; }

    /// <summary>The variables that hold number and text of the exceptions being handled.</summary>
    public Dictionary<BoundCatch, (int Number, int Text)> CatchLocals { get; } = [];

    public void Lower(BoundExpression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case BoundExpression.Number number:
                code.Emit(Opcode.PushNumber, 1, number.Value);
                break;
            case BoundExpression.Text text:
                code.Emit(Opcode.PushText, 1, 0, text.Value);
                break;
            case BoundExpression.Variable variable:
                code.Emit(LoadOf(variable.Target), 1, variable.Target.Index);
                break;
            case BoundExpression.Convert conversion:
                LowerConversion(conversion);
                break;
            case BoundExpression.Unary unary:
                Lower(unary.Operand);
                code.Emit(OpcodeOf(unary.Operator), 0);
                break;
            case BoundExpression.IsNotEmpty test:
                Lower(test.Operand);
                code.Emit(Opcode.IsNotEmpty, 0);
                break;
            case BoundExpression.Binary binary:
                LowerBinary(binary);
                break;
            case BoundExpression.Logical logical:
                LowerLogical(logical);
                break;
            case BoundExpression.Concatenation concatenation:
                LowerConcatenation(concatenation.Parts);
                break;
            case BoundExpression.Call call:
                LowerCall(call);
                break;
            case BoundExpression.PluginCall call:
                LowerPluginCall(call);
                break;
            default:
                LowerReference(expression);
                break;
        }
    }

    public static Opcode LoadOf(BoundVariable variable) => variable.Scope switch
    {
        VariableScope.Global => Opcode.LoadGlobal,
        VariableScope.Parameter => Opcode.LoadParameter,
        _ => Opcode.LoadLocal,
    };

    private void LowerReference(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundExpression.HandlerArgument argument:
                code.Emit(Opcode.LoadHandlerArgument, 1, argument.Position, argument.Type);
                break;
            case BoundExpression.CatchArgument argument:
                (int number, int text) = CatchLocals[argument.Handler];
                code.Emit(Opcode.LoadLocal, 1, argument.Position == 1 ? number : text);
                break;
            case BoundExpression.Predefined variable:
                code.Emit(Opcode.LoadPredefined, 1, 0, variable.Name);
                break;
            case BoundExpression.Temporary temporary:
                code.Emit(Opcode.LoadLocal, 1, temporary.Local);
                break;
            case BoundExpression.ArgumentCount:
                code.Emit(Opcode.LoadArgumentCount, 1);
                break;
            case BoundExpression.VariadicArgument argument:
                Lower(argument.Index);
                code.Emit(Opcode.LoadVariadic, 0);
                break;
            case BoundExpression.Macro macro:
                code.EnsureLocus();
                code.Emit(Opcode.LoadMacro, 1, 0, macro.Name);
                CheckUnwind();
                break;
            case BoundExpression.BackReference reference:
                code.EnsureLocus();
                code.Emit(Opcode.LoadGroup, 1, reference.Group);
                break;
            default:
                LowerPattern(expression);
                break;
        }
    }

    private void LowerPattern(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundExpression.Match match:
                LowerMatch(match);
                break;
            case BoundExpression.Transform transform:
                LowerTransform(transform);
                break;
            case BoundExpression.GlobMatch match:
                Lower(match.Subject);
                Lower(match.Pattern);
                code.Emit(Opcode.MatchGlob, -1);
                break;
            case BoundExpression.WordMatch match:
                Lower(match.Words);
                Lower(match.Pattern);
                code.EnsureLocus();
                code.Emit(Opcode.PushNumber, 1, match.IsGlob ? -1 : (long)MatchBinder.OptionsOf(match.Flags));
                code.Emit(Opcode.Operation, -2, 0, nameof(ProgramOperations.MatchWords));
                break;
            case BoundExpression.ArgumentList list:
                LowerArgumentList(list);
                break;
            default:
                throw new InvalidOperationException($"no code for {expression.GetType().Name}");
        }
    }

    private void LowerConversion(BoundExpression.Convert conversion)
    {
        Lower(conversion.Operand);
        if (conversion.Type != DataType.Number)
        {
            code.Emit(Opcode.NumberToText, 0);
            return;
        }

        code.EnsureLocus();
        code.Emit(Opcode.TextToNumber, 0);
        CheckUnwind();
    }

    private static Opcode OpcodeOf(UnaryOperator operation) => operation switch
    {
        UnaryOperator.Negate => Opcode.Negate,
        UnaryOperator.Complement => Opcode.Complement,
        _ => Opcode.Not,
    };

    private void LowerBinary(BoundExpression.Binary binary)
    {
        Lower(binary.Left);
        Lower(binary.Right);
        if (binary.MayFail)
            code.EnsureLocus();
        bool compares = binary.Operator >= BinaryOperator.Equal;
        Opcode operation = !compares ? Opcode.Arithmetic
            : binary.Left.Type == DataType.Number ? Opcode.CompareNumbers : Opcode.CompareTexts;
        code.Emit(operation, -1, (long)binary.Operator);
        if (binary.MayFail)
            CheckUnwind();
        if (++_operators % LongestTree == 0)
            PutAside();
    }

    /// <summary>Goes where an exception or a reply continues when the last instruction has begun one.</summary>
    private void CheckUnwind() => code.Emit(Opcode.CheckUnwind, 0, code.Depth, UnwindLabel);

    /// <summary>
    /// The run time's compiler works on trees of operations, recursively: a value that goes through a variable ends a tree, so that
    /// an expression of thousands of operators does not use up a small stack.
    /// </summary>
    private void PutAside()
    {
        int local = code.NewLocal(DataType.Number);
        code.Emit(Opcode.StoreLocal, -1, local);
        code.Emit(Opcode.LoadLocal, 1, local);
    }

    private void LowerLogical(BoundExpression.Logical logical)
    {
        int decided = code.NewLabel();
        int end = code.NewLabel();
        Lower(logical.Left);
        code.Emit(logical.IsAnd ? Opcode.JumpIfZero : Opcode.JumpIfNotZero, -1, decided);
        Lower(logical.Right);
        code.Emit(Opcode.ToBoolean, 0);
        code.Emit(Opcode.Jump, -1, end);
        code.Define(decided);
        code.Emit(Opcode.PushNumber, 1, logical.IsAnd ? 0 : 1);
        code.Define(end);
    }

    private void LowerConcatenation(IReadOnlyList<BoundExpression> parts)
    {
        if (parts.Count <= DirectConcatenation)
        {
            foreach (BoundExpression part in parts)
                Lower(part);
            code.Emit(Opcode.Concatenate, 1 - parts.Count, parts.Count);
            return;
        }

        LowerArray(parts, typeof(string));
        code.Emit(Opcode.ConcatenateArray, 0);
    }

    private void LowerArray(IReadOnlyList<BoundExpression> elements, Type type)
    {
        code.Emit(Opcode.NewArray, 1, elements.Count, type);
        for (int i = 0; i < elements.Count; i++)
        {
            code.Emit(Opcode.BeginElement, 2, i);
            Lower(elements[i]);
            if (type == typeof(MflValue))
                code.Emit(Opcode.ToParameter, 0, (long)elements[i].Type, type);
            code.Emit(Opcode.EndElement, -3, 0, type);
        }
    }

    private void LowerMatch(BoundExpression.Match match)
    {
        Lower(match.Subject);
        code.EnsureLocus();
        if (match.Compiled is not null)
        {
            code.Emit(Opcode.Match, 0, program.IndexOf(match.Compiled), program.KeepsGroups);
            return;
        }

        Lower(match.Pattern);
        code.EnsureLocus();
        code.Emit(Opcode.MatchDynamic, -1, (long)MatchBinder.OptionsOf(match.Flags));
    }

    private void LowerTransform(BoundExpression.Transform transform)
    {
        Lower(transform.Subject);
        if (transform.Compiled is not null)
        {
            code.EnsureLocus();
            code.Emit(Opcode.Transform, 0, program.IndexOf(transform.Compiled));
            return;
        }

        Lower(transform.Rules);
        code.EnsureLocus();
        code.Emit(Opcode.TransformDynamic, -1, (long)MatchBinder.OptionsOf(transform.Flags));
    }
}
