using System.Reflection.Emit;
using Postern.Mfl.Code;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Emit;

/// <content>Operators, comparisons, arrays and jumps.</content>
internal sealed partial class FunctionEmitter
{
    private void EmitOperator(Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Opcode.NumberToText:
                _il.Emit(OpCodes.Call, RuntimeMethods.NumberToText);
                break;
            case Opcode.TextToNumber:
                CallWithSession(RuntimeMethods.TextToNumber);
                break;
            case Opcode.IsNotEmpty:
                _il.Emit(OpCodes.Callvirt, RuntimeMethods.TextLength);
                _il.Emit(OpCodes.Ldc_I4_0);
                _il.Emit(OpCodes.Cgt);
                _il.Emit(OpCodes.Conv_U8);
                break;
            case Opcode.TextLength:
                _il.Emit(OpCodes.Callvirt, RuntimeMethods.TextLength);
                _il.Emit(OpCodes.Conv_I8);
                break;
            case Opcode.TextByte:
                _il.Emit(OpCodes.Ldc_I4, (int)instruction.Number);
                _il.Emit(OpCodes.Callvirt, RuntimeMethods.TextByte);
                _il.Emit(OpCodes.Conv_U8);
                break;
            case Opcode.ToBoolean:
                _il.Emit(OpCodes.Ldc_I8, 0L);
                _il.Emit(OpCodes.Cgt_Un);
                _il.Emit(OpCodes.Conv_U8);
                break;
            case Opcode.Negate:
                _il.Emit(OpCodes.Neg);
                break;
            case Opcode.Complement:
                _il.Emit(OpCodes.Not);
                break;
            case Opcode.Not:
                _il.Emit(OpCodes.Ldc_I8, 0L);
                _il.Emit(OpCodes.Ceq);
                _il.Emit(OpCodes.Conv_U8);
                break;
            case Opcode.Arithmetic:
                EmitArithmetic((BinaryOperator)instruction.Number, divisorIsSafe: false);
                break;
            default:
                EmitComparison(instruction);
                _il.Emit(OpCodes.Conv_U8);
                break;
        }
    }

    private void EmitArithmetic(BinaryOperator operation, bool divisorIsSafe)
    {
        switch (operation)
        {
            case BinaryOperator.Divide when !divisorIsSafe:
                CallWithSession(RuntimeMethods.Divide);
                break;
            case BinaryOperator.Modulo when !divisorIsSafe:
                CallWithSession(RuntimeMethods.Modulo);
                break;
            case BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight:
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Ldc_I4, 63);
                _il.Emit(OpCodes.And);
                _il.Emit(operation == BinaryOperator.ShiftLeft ? OpCodes.Shl : OpCodes.Shr);
                break;
            default:
                _il.Emit(operation switch
                {
                    BinaryOperator.Add => OpCodes.Add,
                    BinaryOperator.Subtract => OpCodes.Sub,
                    BinaryOperator.Multiply => OpCodes.Mul,
                    BinaryOperator.Divide => OpCodes.Div,
                    BinaryOperator.Modulo => OpCodes.Rem,
                    BinaryOperator.BitAnd => OpCodes.And,
                    BinaryOperator.BitXor => OpCodes.Xor,
                    _ => OpCodes.Or,
                });
                break;
        }
    }

    /// <summary>Leaves 0 or 1 as a 32-bit number.</summary>
    private void EmitComparison(Instruction instruction)
    {
        var operation = (BinaryOperator)instruction.Number;
        bool texts = instruction.Code == Opcode.CompareTexts;
        if (texts && operation is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            _il.Emit(OpCodes.Call, texts ? RuntimeMethods.TextsEqual : RuntimeMethods.CompareTexts);
            if (operation == BinaryOperator.NotEqual)
                EmitNegation();
            return;
        }

        if (texts)
        {
            _il.Emit(OpCodes.Call, RuntimeMethods.CompareTexts);
            _il.Emit(OpCodes.Ldc_I4_0);
        }

        _il.Emit(operation switch
        {
            BinaryOperator.Equal or BinaryOperator.NotEqual => OpCodes.Ceq,
            BinaryOperator.Less or BinaryOperator.GreaterOrEqual => OpCodes.Clt,
            _ => OpCodes.Cgt,
        });
        if (operation is BinaryOperator.NotEqual or BinaryOperator.GreaterOrEqual or BinaryOperator.LessOrEqual)
            EmitNegation();
    }

    private void EmitNegation()
    {
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Ceq);
    }

    private void EmitArray(Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Opcode.Concatenate:
                _il.Emit(OpCodes.Call, RuntimeMethods.Concatenate((int)instruction.Number));
                break;
            case Opcode.NewArray:
                _il.Emit(OpCodes.Ldc_I4, (int)instruction.Number);
                _il.Emit(OpCodes.Newarr, (Type)instruction.Object!);
                break;
            case Opcode.BeginElement:
                _il.Emit(OpCodes.Dup);
                _il.Emit(OpCodes.Ldc_I4, (int)instruction.Number);
                break;
            case Opcode.EndElement:
                _il.Emit(OpCodes.Stelem, (Type)instruction.Object!);
                break;
            default:
                _il.Emit(OpCodes.Call, RuntimeMethods.ConcatenateArray);
                break;
        }
    }

    private void EmitJump(Instruction instruction)
    {
        int label = (int)instruction.Number;
        switch (instruction.Code)
        {
            case Opcode.Jump:
                _il.Emit(JumpTo(label), _labels[label]);
                break;
            case Opcode.JumpIfZero:
                _il.Emit(OpCodes.Brfalse, _labels[label]);
                break;
            case Opcode.JumpIfNotZero:
                _il.Emit(OpCodes.Brtrue, _labels[label]);
                break;
            case Opcode.JumpTable:
                _il.Emit(OpCodes.Call, RuntimeMethods.CaseIndex);
                _il.Emit(OpCodes.Switch, Array.ConvertAll((int[])instruction.Object!, one => _labels[one]));
                break;
            case Opcode.Label:
                _il.MarkLabel(_labels[label]);
                break;
            default:
                Label timely = _il.DefineLabel();
                LoadSession();
                _il.Emit(OpCodes.Volatile);
                _il.Emit(OpCodes.Ldfld, RuntimeMethods.AbortRequested);
                _il.Emit(OpCodes.Brfalse, timely);
                _il.Emit(OpCodes.Call, RuntimeMethods.Abort);
                _il.MarkLabel(timely);
                break;
        }
    }

    private OpCode JumpTo(int label) => _function.LabelDepths[label] == _regionDepth ? OpCodes.Br : OpCodes.Leave;
}
