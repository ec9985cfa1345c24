using System.Reflection;
using System.Reflection.Emit;
using Postern.Mfl.Binding;
using Postern.Mfl.Code;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Emit;

/// <summary>Translates the listing of one function into IL.</summary>
internal sealed partial class FunctionEmitter
{
    private readonly CodeFunction _function;
    private readonly EmittedFields _fields;
    private readonly ILGenerator _il;
    private readonly LocalBuilder[] _locals;
    private readonly Label[] _labels;
    private readonly short _sessionIndex;
    private LocalBuilder? _numberAside;
    private LocalBuilder? _textAside;
    private int _regionDepth;

    private FunctionEmitter(CodeFunction function, MethodBuilder method, EmittedFields fields)
    {
        _function = function;
        _fields = fields;
        _il = method.GetILGenerator();
        _locals = [.. function.Locals.Select(type => _il.DeclareLocal(ProgramEmitter.ClrType(type)))];
        BoundSignature signature = function.Signature;
        _sessionIndex = (short)(signature.Parameters.Count + (signature.PassesCount ? 1 : 0) + (signature.VariadicType is null ? 0 : 1));
        _labels = [.. function.LabelDepths.Select(_ => _il.DefineLabel())];
    }

    public static void Emit(CodeFunction function, MethodBuilder method, EmittedFields fields)
    {
        var emitter = new FunctionEmitter(function, method, fields);
        emitter.EmitEntry();
        List<Instruction> code = function.Instructions;
        for (int i = 0; i < code.Count; i++)
        {
            Instruction next = i + 1 < code.Count ? code[i + 1] : default;
            if (function.Shortens && code[i].Code is Opcode.CompareNumbers or Opcode.CompareTexts
                && next.Code is Opcode.JumpIfZero or Opcode.JumpIfNotZero)
            {
                // A comparison that only decides a jump needs no number.
                emitter.EmitComparison(code[i]);
                emitter._il.Emit(next.Code == Opcode.JumpIfZero ? OpCodes.Brfalse : OpCodes.Brtrue, emitter._labels[next.Number]);
                i++;
                continue;
            }

            if (function.Shortens && code[i].Code is Opcode.PushNumber && next.Code == Opcode.Arithmetic && IsSafeDivisor(code[i].Number))
            {
                emitter.EmitStack(code[i]);
                emitter.EmitArithmetic((BinaryOperator)next.Number, divisorIsSafe: true);
                i++;
                continue;
            }

            if (function.Tells is { } tells && tells(code[i]))
                emitter.EmitTrace(code[i], i);
            emitter.EmitInstruction(code[i]);
        }
    }

    /// <summary>Dividing by such a literal can neither fail nor overflow.</summary>
    private static bool IsSafeDivisor(long divisor) => divisor is not (0 or -1);

    private void EmitEntry()
    {
        if (_function.IsRecursive)
        {
            LoadSession();
            _il.Emit(OpCodes.Call, RuntimeMethods.Enter);
        }

        EmitFrameEntry();
        for (int i = 0; i < _locals.Length; i++)
        {
            if (_function.Locals[i] != DataType.String)
                continue;
            _il.Emit(OpCodes.Ldstr, "");
            _il.Emit(OpCodes.Stloc, _locals[i]);
        }
    }

    private void EmitInstruction(Instruction instruction)
    {
        switch (instruction.Code)
        {
            case <= Opcode.StoreGlobal:
                EmitStack(instruction);
                break;
            case <= Opcode.LoadGroup:
                EmitLoad(instruction);
                break;
            case <= Opcode.CompareTexts:
                EmitOperator(instruction);
                break;
            case <= Opcode.ConcatenateArray:
                EmitArray(instruction);
                break;
            case <= Opcode.Poll:
                EmitJump(instruction);
                break;
            case <= Opcode.Return:
                EmitCall(instruction);
                break;
            case <= Opcode.MatchGlob:
                EmitEffect(instruction);
                break;
            default:
                EmitException(instruction);
                break;
        }
    }

    private void EmitStack(Instruction instruction)
    {
        int number = (int)instruction.Number;
        switch (instruction.Code)
        {
            case Opcode.Locus:
                LoadSession();
                _il.Emit(OpCodes.Ldc_I4, number);
                _il.Emit(OpCodes.Stfld, RuntimeMethods.Locus);
                break;
            case Opcode.PushNumber:
                _il.Emit(OpCodes.Ldc_I8, instruction.Number);
                break;
            case Opcode.PushText when instruction.Object is string text:
                _il.Emit(OpCodes.Ldstr, text);
                break;
            case Opcode.PushText:
                _il.Emit(OpCodes.Ldnull);
                break;
            case Opcode.LoadLocal:
                _il.Emit(OpCodes.Ldloc, _locals[number]);
                break;
            case Opcode.StoreLocal:
                _il.Emit(OpCodes.Stloc, _locals[number]);
                break;
            case Opcode.LoadParameter:
                _il.Emit(OpCodes.Ldarg, (short)number);
                break;
            case Opcode.StoreParameter:
                _il.Emit(OpCodes.Starg, (short)number);
                break;
            case Opcode.LoadGlobal:
                LoadSession();
                _il.Emit(OpCodes.Ldfld, _fields.Globals[number]);
                break;
            default:
                StoreField(_fields.Globals[number]);
                break;
        }
    }

    /// <summary>Stores the value on the stack in a field of the session, which must lie below it.</summary>
    private void StoreField(FieldInfo field)
    {
        // One such variable per type is enough: it is used for two instructions only.
        ref LocalBuilder? value = ref field.FieldType == typeof(long) ? ref _numberAside : ref _textAside;
        value ??= _il.DeclareLocal(field.FieldType);
        _il.Emit(OpCodes.Stloc, value);
        LoadSession();
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(OpCodes.Stfld, field);
    }

    private void EmitLoad(Instruction instruction)
    {
        BoundSignature signature = _function.Signature;
        switch (instruction.Code)
        {
            case Opcode.LoadHandlerArgument:
                LoadSession();
                _il.Emit(OpCodes.Ldfld, RuntimeMethods.Argument((DataType)instruction.Object!, instruction.Number));
                break;
            case Opcode.LoadPredefined:
                _il.Emit(OpCodes.Ldstr, (string)instruction.Object!);
                LoadSession();
                _il.Emit(OpCodes.Call, Runtime.PredefinedVariables.TypeOf((string)instruction.Object!) == DataType.Number
                    ? RuntimeMethods.LoadNumber
                    : RuntimeMethods.LoadText);
                break;
            case Opcode.LoadArgumentCount:
                _il.Emit(OpCodes.Ldarg, (short)signature.Parameters.Count);
                if (signature.VariadicType is null)
                    break;
                LoadVariableArguments();
                _il.Emit(OpCodes.Ldlen);
                _il.Emit(OpCodes.Conv_I8);
                _il.Emit(OpCodes.Add);
                break;
            case Opcode.LoadVariadic:
                LoadVariableArguments();
                _il.Emit(OpCodes.Call, RuntimeMethods.LoadVariadic(VariadicType));
                break;
            case Opcode.LoadRest:
                LoadVariableArguments();
                _il.Emit(OpCodes.Call, RuntimeMethods.LoadRest.MakeGenericMethod(VariadicType));
                break;
            case Opcode.JoinRest:
                _il.Emit(OpCodes.Call, RuntimeMethods.JoinRest.MakeGenericMethod((Type)instruction.Object!));
                break;
            case Opcode.LoadMacro:
                _il.Emit(OpCodes.Ldstr, (string)instruction.Object!);
                LoadSession();
                _il.Emit(OpCodes.Call, RuntimeMethods.LoadMacro);
                break;
            default:
                _il.Emit(OpCodes.Ldc_I4, (int)instruction.Number);
                LoadSession();
                _il.Emit(OpCodes.Call, RuntimeMethods.LoadGroup);
                break;
        }
    }

    private Type VariadicType => ProgramEmitter.ClrType(_function.Signature.VariadicType!.Value);

    private void LoadVariableArguments() => _il.Emit(OpCodes.Ldarg, (short)(_function.Signature.Parameters.Count + 1));

    private void LoadSession() => _il.Emit(OpCodes.Ldarg, _sessionIndex);

    private void LoadSessionField(FieldInfo field)
    {
        LoadSession();
        _il.Emit(OpCodes.Ldfld, field);
    }
}
