using System.Reflection;
using System.Reflection.Emit;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Binding;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Emit;

/// <summary>Emits what gives plugins the globals that they declare: by index, since plugins know names only.</summary>
internal static class ProvidedVariableEmitter
{
    private static readonly ConstructorInfo NumberValue = typeof(MflValue).GetConstructor([typeof(long)])!;
    private static readonly ConstructorInfo TextValue = typeof(MflValue).GetConstructor([typeof(string)])!;

    public static void Emit(BoundProgram program, EmittedFields fields, Func<string, ILGenerator> overriding)
    {
        BoundVariable[] provided = [.. program.Globals.Where(static global => global.Symbol.IsProvided)];
        ILGenerator load = overriding(nameof(ProgramSession.LoadVariable));
        foreach (BoundVariable global in provided)
        {
            Label other = Test(load, global.Index);
            load.Emit(OpCodes.Ldarg_0);
            load.Emit(OpCodes.Ldfld, fields.Globals[global.Index]);
            load.Emit(OpCodes.Newobj, ValueOf(global.Type));
            load.Emit(OpCodes.Ret);
            load.MarkLabel(other);
        }

        load.Emit(OpCodes.Ldc_I8, 0L);
        load.Emit(OpCodes.Newobj, NumberValue);
        load.Emit(OpCodes.Ret);

        ILGenerator store = overriding(nameof(ProgramSession.StoreVariable));
        foreach (BoundVariable global in provided)
        {
            Label other = Test(store, global.Index);
            store.Emit(OpCodes.Ldarg_0);
            store.Emit(global.Type == DataType.Number ? OpCodes.Ldarg_2 : OpCodes.Ldarg_3);
            store.Emit(OpCodes.Stfld, fields.Globals[global.Index]);
            store.Emit(OpCodes.Ret);
            store.MarkLabel(other);
        }

        store.Emit(OpCodes.Ret);
    }

    private static ConstructorInfo ValueOf(DataType type) => type == DataType.Number ? NumberValue : TextValue;

    private static Label Test(ILGenerator il, int index)
    {
        Label other = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Bne_Un, other);
        return other;
    }
}
