using System.Reflection;
using Postern.Abstractions.Mfl;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Emit;

/// <summary>The methods and fields of the runtime that emitted code uses.</summary>
internal static class RuntimeMethods
{
    public static readonly MethodInfo Enter = Operation(nameof(ProgramOperations.Enter));
    public static readonly MethodInfo Abort = Operation(nameof(ProgramOperations.Abort));
    public static readonly MethodInfo TextToNumber = Operation(nameof(ProgramOperations.TextToNumber));
    public static readonly MethodInfo NumberToText = Operation(nameof(ProgramOperations.NumberToText));
    public static readonly MethodInfo Divide = Operation(nameof(ProgramOperations.Divide));
    public static readonly MethodInfo Modulo = Operation(nameof(ProgramOperations.Modulo));
    public static readonly MethodInfo LoadMacro = Operation(nameof(ProgramOperations.LoadMacro));
    public static readonly MethodInfo LoadGroup = Operation(nameof(ProgramOperations.LoadGroup));
    public static readonly MethodInfo LoadNumber = Operation(nameof(ProgramOperations.LoadNumber));
    public static readonly MethodInfo LoadText = Operation(nameof(ProgramOperations.LoadText));
    public static readonly MethodInfo Match = Operation(nameof(ProgramOperations.Match));
    public static readonly MethodInfo IsMatch = Operation(nameof(ProgramOperations.IsMatch));
    public static readonly MethodInfo MatchDynamic = Operation(nameof(ProgramOperations.MatchDynamic));
    public static readonly MethodInfo Transform = Operation(nameof(ProgramOperations.Transform));
    public static readonly MethodInfo TransformDynamic = Operation(nameof(ProgramOperations.TransformDynamic));
    public static readonly MethodInfo MatchGlob = Operation(nameof(ProgramOperations.MatchGlob));
    public static readonly MethodInfo Echo = Operation(nameof(ProgramOperations.Echo));
    public static readonly MethodInfo Reply = Operation(nameof(ProgramOperations.Reply));
    public static readonly MethodInfo ChangeHeader = Operation(nameof(ProgramOperations.ChangeHeader));
    public static readonly MethodInfo Throw = Operation(nameof(ProgramOperations.Throw));
    public static readonly MethodInfo Catch = Operation(nameof(ProgramOperations.Catch));
    public static readonly MethodInfo InstallCatch = Operation(nameof(ProgramOperations.InstallCatch));
    public static readonly MethodInfo Trace = typeof(ProgramTrace).GetMethod(nameof(ProgramTrace.Instruction))!;
    public static readonly MethodInfo EnterFrame = typeof(ProgramTrace).GetMethod(nameof(ProgramTrace.Enter))!;
    public static readonly MethodInfo LeaveFrame = typeof(ProgramTrace).GetMethod(nameof(ProgramTrace.Leave))!;
    public static readonly MethodInfo RestoreFrame = typeof(ProgramTrace).GetMethod(nameof(ProgramTrace.Restore))!;
    public static readonly MethodInfo CaseIndex = Operation(nameof(ProgramOperations.CaseIndex));
    public static readonly MethodInfo ToInt32 = Operation(nameof(ProgramOperations.ToInt32));
    public static readonly MethodInfo Guard = Operation(nameof(ProgramOperations.Guard));
    public static readonly MethodInfo ConcatenateArray = Operation(nameof(ProgramOperations.Concatenate), typeof(string[]));
    public static readonly MethodInfo WaitVoid =
        Operation(nameof(ProgramOperations.Wait), typeof(ValueTask), typeof(ProgramSession));

    public static readonly MethodInfo WaitResult = Generic(nameof(ProgramOperations.Wait));
    public static readonly MethodInfo LoadRest = Generic(nameof(ProgramOperations.LoadRest));
    public static readonly MethodInfo JoinRest = Generic(nameof(ProgramOperations.JoinRest));

    public static readonly MethodInfo CompareTexts = typeof(string).GetMethod(
        nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!;

    public static readonly MethodInfo TextsEqual = typeof(string).GetMethod(
        nameof(string.Equals), [typeof(string), typeof(string)])!;

    public static readonly MethodInfo TextLength = typeof(string).GetProperty(nameof(string.Length))!.GetMethod!;

    public static readonly MethodInfo TextByte = typeof(string).GetMethod("get_Chars")!;

    public static readonly ConstructorInfo NumberValue = typeof(MflValue).GetConstructor([typeof(long)])!;
    public static readonly ConstructorInfo TextValue = typeof(MflValue).GetConstructor([typeof(string)])!;

    public static readonly FieldInfo AbortRequested = Field(nameof(ProgramSession.AbortRequested));
    public static readonly FieldInfo Unwinding = Field(nameof(ProgramSession.Unwinding));
    public static readonly FieldInfo Locus = Field(nameof(ProgramSession.Locus));
    public static readonly FieldInfo ExceptionNumber = Field(nameof(ProgramSession.ExceptionNumber));
    public static readonly FieldInfo ExceptionText = Field(nameof(ProgramSession.ExceptionText));

    public static MethodInfo TraceStore(Type type) => typeof(ProgramTrace).GetMethod(
        nameof(ProgramTrace.Store), [type, typeof(int), typeof(int), typeof(ProgramSession)])!;

    /// <summary>Joins two to four strings.</summary>
    public static MethodInfo Concatenate(int count) => Operation(
        nameof(ProgramOperations.Concatenate), [.. Enumerable.Repeat(typeof(string), count)]);

    public static MethodInfo LoadVariadic(Type element) => Operation(
        nameof(ProgramOperations.LoadVariadic), typeof(long), element.MakeArrayType());

    public static MethodInfo ToValues(Type element) => Operation(nameof(ProgramOperations.ToValues), element.MakeArrayType());

    /// <summary>The field that holds a handler's argument.</summary>
    public static FieldInfo Argument(DataType type, long position) => Field(
        (type == DataType.Number ? "NumberArgument" : "TextArgument") + MflConversion.ToText(position));

    /// <summary>The operation of a name, of which there is one.</summary>
    public static MethodInfo Named(string name) => Operation(name);

    private static MethodInfo Operation(string name, params Type[] types) =>
        (types.Length == 0
            ? typeof(ProgramOperations).GetMethod(name)
            : typeof(ProgramOperations).GetMethod(name, types)) ?? throw new MissingMethodException(nameof(ProgramOperations), name);

    private static MethodInfo Generic(string name) => typeof(ProgramOperations).GetMethods()
        .Single(method => method.Name == name && method.IsGenericMethodDefinition);

    private static FieldInfo Field(string name) =>
        typeof(ProgramSession).GetField(name) ?? throw new MissingFieldException(nameof(ProgramSession), name);
}
