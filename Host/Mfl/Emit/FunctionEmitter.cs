using System.Reflection;
using System.Reflection.Emit;
using Postern.Abstractions.Mfl;
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

    private void EmitCall(Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Opcode.Call:
                LoadSession();
                _il.Emit(OpCodes.Call, _fields.Methods[((BoundSignature)instruction.Object!).Index]);
                break;
            case Opcode.BeginPluginCall:
                var begun = (CatalogFunction)instruction.Object!;
                if (!begun.Method.IsStatic)
                {
                    LoadSession();
                    _il.Emit(OpCodes.Ldfld, _fields.Modules[begun.Module]);
                }

                if (begun.TakesContext)
                    LoadSession();
                break;
            case Opcode.ToParameter:
                EmitParameterConversion((Type)instruction.Object!, (DataType)instruction.Number);
                break;
            case Opcode.CallPlugin:
                EmitPluginCall((CatalogFunction)instruction.Object!);
                break;
            case Opcode.CheckUnwind:
                EmitUnwindCheck((int)instruction.Number, (int)instruction.Object!);
                break;
            case Opcode.Operation:
                EmitOperation((string)instruction.Object!);
                break;
            case Opcode.JumpIfReplied:
                Label thrown = _il.DefineLabel();
                LoadSessionField(RuntimeMethods.Unwinding);
                _il.Emit(OpCodes.Ldc_I4, Runtime.UnwindState.Replied);
                _il.Emit(OpCodes.Bne_Un, thrown);
                _il.Emit(JumpTo((int)instruction.Number), _labels[instruction.Number]);
                _il.MarkLabel(thrown);
                break;
            default:
                EmitFrameExit(isReturn: true);
                _il.Emit(OpCodes.Ret);
                break;
        }
    }

    private void EmitParameterConversion(Type type, DataType from)
    {
        if (type == typeof(int))
            _il.Emit(OpCodes.Call, RuntimeMethods.ToInt32);
        else if (type == typeof(MflValue))
            _il.Emit(OpCodes.Newobj, from == DataType.Number ? RuntimeMethods.NumberValue : RuntimeMethods.TextValue);
        else if (type == typeof(MflValue[]))
            _il.Emit(OpCodes.Call, RuntimeMethods.ToValues(ProgramEmitter.ClrType(from)));
        else if (type == typeof(bool))
        {
            _il.Emit(OpCodes.Ldc_I8, 0L);
            _il.Emit(OpCodes.Cgt_Un);
        }
        else
        {
            Type element = type.GetGenericArguments()[0];
            _il.Emit(OpCodes.Newobj, type.GetConstructor([element.MakeArrayType()])!);
        }
    }

    private void EmitOperation(string name)
    {
        MethodInfo operation = RuntimeMethods.Named(name);
        if (operation.GetParameters() is [.., { } last] && last.ParameterType == typeof(Runtime.ProgramSession))
            LoadSession();
        _il.Emit(OpCodes.Call, operation);
    }

    private void EmitPluginCall(CatalogFunction function)
    {
        MethodInfo method = function.Method;
        _il.Emit(method.IsStatic ? OpCodes.Call : OpCodes.Callvirt, method);
        Type type = method.ReturnType;
        if (function.IsAsynchronous)
            type = EmitWait(type);
        if (type == typeof(int))
            _il.Emit(OpCodes.Conv_I8);
        else if (type == typeof(bool))
            _il.Emit(OpCodes.Conv_U8);
        else if (type == typeof(string))
            _il.Emit(OpCodes.Call, RuntimeMethods.Guard);
    }

    private Type EmitWait(Type task)
    {
        LoadSession();
        if (task == typeof(ValueTask))
        {
            _il.Emit(OpCodes.Call, RuntimeMethods.WaitVoid);
            return typeof(void);
        }

        Type result = task.GetGenericArguments()[0];
        _il.Emit(OpCodes.Call, RuntimeMethods.WaitResult.MakeGenericMethod(result));
        return result;
    }

    private void EmitUnwindCheck(int depth, int label)
    {
        Label usual = _il.DefineLabel();
        LoadSessionField(RuntimeMethods.Unwinding);
        _il.Emit(OpCodes.Brfalse, usual);
        for (int i = 0; i < depth; i++)
            _il.Emit(OpCodes.Pop);
        _il.Emit(JumpTo(label), _labels[label]);
        _il.MarkLabel(usual);
    }

    private void EmitEffect(Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Opcode.Echo:
                CallWithSession(RuntimeMethods.Echo);
                break;
            case Opcode.Reply:
                CallWithSession(RuntimeMethods.Reply, instruction.Number);
                break;
            case Opcode.ChangeHeader:
                CallWithSession(RuntimeMethods.ChangeHeader, instruction.Number);
                break;
            case Opcode.Match:
                CallWithSession(instruction.Object is true ? RuntimeMethods.Match : RuntimeMethods.IsMatch, instruction.Number);
                break;
            case Opcode.Transform:
                CallWithSession(RuntimeMethods.Transform, instruction.Number);
                break;
            case Opcode.TransformDynamic:
                CallWithSession(RuntimeMethods.TransformDynamic, instruction.Number);
                break;
            case Opcode.MatchDynamic:
                CallWithSession(RuntimeMethods.MatchDynamic, instruction.Number);
                break;
            default:
                _il.Emit(OpCodes.Call, RuntimeMethods.MatchGlob);
                break;
        }
    }

    private void CallWithSession(MethodInfo method, long? number = null)
    {
        if (number is { } value)
            _il.Emit(OpCodes.Ldc_I4, (int)value);
        LoadSession();
        _il.Emit(OpCodes.Call, method);
    }

    private void EmitException(Instruction instruction)
    {
        switch (instruction.Code)
        {
            case Opcode.Throw:
                _il.Emit(OpCodes.Ldc_I8, instruction.Number);
                LoadSession();
                _il.Emit(OpCodes.Call, RuntimeMethods.Throw);
                break;
            case Opcode.LoadExceptionNumber:
                LoadSessionField(RuntimeMethods.ExceptionNumber);
                break;
            case Opcode.LoadExceptionText:
                LoadSessionField(RuntimeMethods.ExceptionText);
                break;
            case Opcode.ClearException:
                LoadSession();
                _il.Emit(OpCodes.Ldc_I4, Runtime.UnwindState.None);
                _il.Emit(OpCodes.Stfld, RuntimeMethods.Unwinding);
                break;
            case Opcode.BeginTry:
                _il.BeginExceptionBlock();
                _regionDepth++;
                break;
            case Opcode.EndTry:
                _regionDepth--;
                _il.BeginCatchBlock(typeof(MflException));
                LoadSession();
                _il.Emit(OpCodes.Call, RuntimeMethods.Catch);
                EmitFrameExit(isReturn: false);
                _il.Emit(OpCodes.Leave, _labels[instruction.Number]);
                _il.EndExceptionBlock();
                break;
            case Opcode.InstallCatch:
                _il.Emit(OpCodes.Ldc_I4, (int)instruction.Number);
                LoadSession();
                _il.Emit(OpCodes.Call, RuntimeMethods.InstallCatch);
                break;
            default:
                _il.Emit(OpCodes.Pop);
                break;
        }
    }

    private void LoadSession() => _il.Emit(OpCodes.Ldarg, _sessionIndex);

    private void LoadSessionField(FieldInfo field)
    {
        LoadSession();
        _il.Emit(OpCodes.Ldfld, field);
    }
}
