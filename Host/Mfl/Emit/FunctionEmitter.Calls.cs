using System.Reflection;
using System.Reflection.Emit;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Binding;
using Postern.Mfl.Code;

namespace Postern.Mfl.Emit;

/// <content>Calls of functions, of plugins and of the runtime, and what follows them.</content>
internal sealed partial class FunctionEmitter
{
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
}
