using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Binding;
using Postern.Mfl.Code;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Emit;

/// <summary>
/// Turns linear code into a collectible assembly with one class, derived from <see cref="ProgramSession"/>: a field per global
/// and per plugin module, a static method per function.
/// </summary>
internal sealed class ProgramEmitter
{
    private const string CreateMethod = "Create";

    private readonly CodeProgram _program;
    private readonly TypeBuilder _type;

    private ProgramEmitter(CodeProgram program)
    {
        _program = program;
        var name = new AssemblyName("MflProgram");
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(name, AssemblyBuilderAccess.RunAndCollect);
        ConstructorInfo ignores = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        assembly.SetCustomAttribute(new CustomAttributeBuilder(ignores, [typeof(ProgramSession).Assembly.GetName().Name!]));
        _type = assembly.DefineDynamicModule("MflProgram").DefineType(
            "Program", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(ProgramSession));
    }

    /// <summary>What makes sessions of the program.</summary>
    public static Func<ProgramSession> Emit(CodeProgram program)
    {
        var emitter = new ProgramEmitter(program);
        EmittedFields fields = emitter.DefineMembers();
        foreach (CodeFunction function in program.Functions)
            FunctionEmitter.Emit(function, fields.Methods[function.Signature.Index], fields);
        emitter.EmitBind(fields);
        emitter.EmitReset(fields);
        ProvidedVariableEmitter.Emit(program.Source, fields, emitter.Override);
        emitter.EmitRunHandler(fields);
        emitter.EmitRunFunction(fields);
        emitter.EmitRunCatch(fields);
        emitter.EmitCreate(emitter._type.DefineDefaultConstructor(MethodAttributes.Public));
        return emitter._type.CreateType().GetMethod(CreateMethod)!.CreateDelegate<Func<ProgramSession>>();
    }

    private EmittedFields DefineMembers()
    {
        var globals = new List<FieldBuilder>();
        foreach (BoundVariable global in _program.Source.Globals)
        {
            globals.Add(_type.DefineField(
                string.Create(CultureInfo.InvariantCulture, $"g{global.Index}_{global.Name}"),
                ClrType(global.Type), FieldAttributes.Public));
        }

        var modules = new Dictionary<IMflModule, FieldBuilder>(ReferenceEqualityComparer.Instance);
        foreach (IMflModule module in _program.Modules)
        {
            modules.Add(module, _type.DefineField(
                string.Create(CultureInfo.InvariantCulture, $"m{modules.Count}"), module.GetType(), FieldAttributes.Public));
        }

        var methods = new List<MethodBuilder>();
        foreach (CodeFunction function in _program.Functions)
        {
            BoundSignature signature = function.Signature;
            methods.Add(_type.DefineMethod(
                string.Create(CultureInfo.InvariantCulture, $"f{signature.Index}_{signature.Name}"),
                MethodAttributes.Public | MethodAttributes.Static, ClrType(signature.Result), [.. ParameterTypes(signature)]));
        }

        return new EmittedFields(globals, modules, methods);
    }

    private IEnumerable<Type> ParameterTypes(BoundSignature signature)
    {
        foreach (BoundVariable parameter in signature.Parameters)
            yield return ClrType(parameter.Type);
        if (signature.PassesCount)
            yield return typeof(long);
        if (signature.VariadicType is { } element)
            yield return ClrType(element).MakeArrayType();
        yield return _type;
    }

    public static DataType DataTypeOf(Type type) => type == typeof(long) ? DataType.Number : DataType.String;

    public static Type ClrType(DataType type) => type switch
    {
        DataType.Number => typeof(long),
        DataType.String => typeof(string),
        _ => typeof(void),
    };

    private void EmitBind(EmittedFields fields)
    {
        ILGenerator il = Override(nameof(ProgramSession.Bind));
        int index = 0;
        foreach (IMflModule module in _program.Modules)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, index++);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Castclass, module.GetType());
            il.Emit(OpCodes.Stfld, fields.Modules[module]);
        }

        foreach (BoundVariable global in _program.Source.Globals)
            EmitInitialValue(il, global, fields.Globals[global.Index]);
        il.Emit(OpCodes.Ret);
    }

    private void EmitReset(EmittedFields fields)
    {
        ILGenerator il = Override(nameof(ProgramSession.ResetGlobals));
        foreach (BoundVariable global in _program.Source.Globals.Where(static global => !global.Symbol.IsPrecious))
            EmitInitialValue(il, global, fields.Globals[global.Index]);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitInitialValue(ILGenerator il, BoundVariable global, FieldBuilder field)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (global.Initial is long number)
            il.Emit(OpCodes.Ldc_I8, number);
        else
            il.Emit(OpCodes.Ldstr, (string)global.Initial);
        il.Emit(OpCodes.Stfld, field);
    }

    private void EmitRunHandler(EmittedFields fields)
    {
        ILGenerator il = Override(nameof(ProgramSession.RunHandler));
        foreach (CodeFunction function in _program.Functions)
        {
            if (function.Source.Handler is not { } kind)
                continue;
            Label other = il.DefineLabel();
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, (int)kind);
            il.Emit(OpCodes.Bne_Un, other);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, fields.Methods[function.Signature.Index]);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(other);
        }

        il.Emit(OpCodes.Ret);
    }

    private void EmitRunFunction(EmittedFields fields)
    {
        ILGenerator il = Override(nameof(ProgramSession.RunFunction));
        foreach (CodeFunction function in _program.Functions.Where(static function => EntryPoints.IsEntryPoint(function.Signature)))
        {
            Label other = il.DefineLabel();
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, function.Signature.Index);
            il.Emit(OpCodes.Bne_Un, other);
            il.Emit(OpCodes.Ldc_I8, 0L);
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, fields.Methods[function.Signature.Index]);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(other);
        }

        il.Emit(OpCodes.Ldc_I8, 0L);
        il.Emit(OpCodes.Ret);
    }

    private void EmitRunCatch(EmittedFields fields)
    {
        ILGenerator il = Override(nameof(ProgramSession.RunCatch));
        foreach (CodeFunction function in _program.Functions.Where(static function => function.Source.SessionCatch is not null))
        {
            Label other = il.DefineLabel();
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, function.Signature.Index);
            il.Emit(OpCodes.Bne_Un, other);
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldarg_3);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, fields.Methods[function.Signature.Index]);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(other);
        }

        il.Emit(OpCodes.Ret);
    }

    private void EmitCreate(ConstructorBuilder constructor)
    {
        MethodBuilder method = _type.DefineMethod(
            CreateMethod, MethodAttributes.Public | MethodAttributes.Static, typeof(ProgramSession), []);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    private ILGenerator Override(string name)
    {
        MethodInfo overridden = typeof(ProgramSession).GetMethod(name)!;
        MethodBuilder method = _type.DefineMethod(
            name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, overridden.ReturnType,
            [.. overridden.GetParameters().Select(static parameter => parameter.ParameterType)]);
        return method.GetILGenerator();
    }
}
