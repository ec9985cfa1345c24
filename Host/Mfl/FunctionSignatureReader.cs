using System.Reflection;
using Postern.Abstractions.Mfl;

namespace Postern.Mfl;

/// <summary>Turns a C# method into an MFL signature, or says in words why it cannot be one.</summary>
internal static class FunctionSignatureReader
{
    public static CatalogFunction? Read(IMflModule module, MethodInfo method, string origin, List<string> problems)
    {
        MflFunctionAttribute description = method.GetCustomAttribute<MflFunctionAttribute>()!;
        string what = $"function {description.Name} ({method.DeclaringType?.FullName}.{method.Name})";
        int before = problems.Count;
        if (!IsIdentifier(description.Name))
            problems.Add($"{what}: `{description.Name}' is not an MFL identifier");
        if (!method.IsPublic)
            problems.Add($"{what}: the method is not public");
        if (method.IsGenericMethodDefinition)
            problems.Add($"{what}: a generic method cannot be an MFL function");
        MflSignature? signature = ReadSignature(method, description, what, problems);
        return signature is null || problems.Count > before ? null : new CatalogFunction(description, signature, origin, module, method);
    }

    /// <summary>The MFL type of a C# type; <see langword="null"/> when there is none.</summary>
    public static DataType? TypeOf(Type type) =>
        type == typeof(string) ? DataType.String
        : type == typeof(long) || type == typeof(int) || type == typeof(bool) ? DataType.Number
        : null;

    private static MflSignature? ReadSignature(MethodInfo method, MflFunctionAttribute description, string what, List<string> problems)
    {
        DataType? result = ResultOf(method.ReturnType);
        if (result is null)
        {
            problems.Add($"{what}: the result's type is {method.ReturnType.Name}; "
                + "expected void, long, int, bool, string, ValueTask or a ValueTask of one of these");
        }

        var types = new List<DataType>();
        int mandatory = 0;
        bool variadic = false;
        DataType? element = null;
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = CountHidden(parameters, description, what, problems); i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            if (i == parameters.Length - 1 && SpanElement(parameter.ParameterType) is { } spanned)
            {
                variadic = true;
                element = TypeOf(spanned);
            }
            else if (TypeOf(parameter.ParameterType) is { } type)
            {
                types.Add(type);
                mandatory += CountMandatory(parameter, mandatory == types.Count - 1, what, problems);
            }
            else
            {
                problems.Add($"{what}: parameter {parameter.Name} has the type {parameter.ParameterType.Name}; "
                    + "expected long, int, bool, string, or as last one a ReadOnlySpan of long, string or MflValue"
                    + (parameter.ParameterType == typeof(MflContext) ? "; MflContext must come first" : ""));
            }
        }

        return result is { } known ? new MflSignature(known, types, mandatory, variadic, element) : null;
    }

    // Parameters that programs do not see.
    private static int CountHidden(ParameterInfo[] parameters, MflFunctionAttribute description, string function, List<string> problems)
    {
        int count = parameters.Length > 0 && parameters[0].ParameterType == typeof(MflContext) ? 1 : 0;
        if (description.TakesRegexFlags)
            Hide(nameof(description.TakesRegexFlags), "them");
        if (description.TellsConstant)
            Hide(nameof(description.TellsConstant), "it");
        return count;

        void Hide(string property, string what)
        {
            if (parameters.Length <= count || parameters[count].ParameterType != typeof(long))
                problems.Add($"{function}: {property} is set, but the first parameter is not a long that takes {what}");
            count++;
        }
    }

    private static int CountMandatory(ParameterInfo parameter, bool allMandatorySoFar, string what, List<string> problems)
    {
        if (parameter.HasDefaultValue)
        {
            if (parameter.ParameterType == typeof(string) && parameter.DefaultValue is null)
                problems.Add($"{what}: the default of parameter {parameter.Name} is null; MFL strings are never null, use \"\"");
            return 0;
        }

        if (!allMandatorySoFar)
            problems.Add($"{what}: mandatory parameter {parameter.Name} follows an optional one");
        return 1;
    }

    private static DataType? ResultOf(Type type)
    {
        if (type == typeof(void) || type == typeof(ValueTask))
            return DataType.Void;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)
            ? TypeOf(type.GetGenericArguments()[0])
            : TypeOf(type);
    }

    private static Type? SpanElement(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ReadOnlySpan<>))
            return null;
        Type element = type.GetGenericArguments()[0];
        return element == typeof(long) || element == typeof(string) || element == typeof(MflValue) ? element : null;
    }

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
