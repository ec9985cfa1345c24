using System.Reflection.Emit;
using Postern.Mfl.Code;

namespace Postern.Mfl.Emit;

/// <content>What programs compiled to tell about themselves have in addition; no other has any of it.</content>
internal sealed partial class FunctionEmitter
{
    private LocalBuilder? _frame;

    private void EmitFrameEntry()
    {
        if (!_function.KeepsFrame)
            return;
        _frame = _il.DeclareLocal(typeof(int));
        _il.Emit(OpCodes.Ldc_I4, _function.Signature.Index);
        LoadSession();
        _il.Emit(OpCodes.Call, RuntimeMethods.EnterFrame);
        _il.Emit(OpCodes.Stloc, _frame);
    }

    /// <summary>Before a return, or where an exception has left the frames of called functions behind.</summary>
    private void EmitFrameExit(bool isReturn)
    {
        if (_frame is null)
            return;
        _il.Emit(OpCodes.Ldloc, _frame);
        LoadSession();
        _il.Emit(OpCodes.Call, isReturn ? RuntimeMethods.LeaveFrame : RuntimeMethods.RestoreFrame);
    }

    /// <summary>Tells an instruction; of one that stores, the value too.</summary>
    private void EmitTrace(Instruction instruction, int index)
    {
        DataType? stored = instruction.Code switch
        {
            Opcode.StoreLocal => _function.Locals[(int)instruction.Number],
            Opcode.StoreParameter => _function.Signature.Parameters[(int)instruction.Number].Type,
            Opcode.StoreGlobal => ProgramEmitter.DataTypeOf(_fields.Globals[(int)instruction.Number].FieldType),
            _ => null,
        };
        if (stored is not null)
            _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Ldc_I4, _function.Signature.Index);
        _il.Emit(OpCodes.Ldc_I4, index);
        LoadSession();
        _il.Emit(OpCodes.Call, stored is { } type ? RuntimeMethods.TraceStore(ProgramEmitter.ClrType(type)) : RuntimeMethods.Trace);
    }
}
