using System.Reflection;
using Postern.Abstractions.Mfl;

namespace Postern.Mfl;

/// <summary>A function that a plugin provides, as its attributes and its C# signature describe it.</summary>
public sealed class CatalogFunction
{
    internal CatalogFunction(
        MflFunctionAttribute description, MflSignature signature, string origin, IMflModule module, MethodInfo method)
    {
        Description = description;
        Signature = signature;
        Origin = origin;
        Module = module;
        Method = method;
        ParameterInfo[] parameters = method.GetParameters();
        TakesContext = parameters.Length > 0 && parameters[0].ParameterType == typeof(MflContext);
        Formals = parameters[((TakesContext ? 1 : 0) + (description.TakesRegexFlags ? 1 : 0) + (description.TellsConstant ? 1 : 0))..];
        Type returned = method.ReturnType;
        IsAsynchronous = returned == typeof(ValueTask)
            || (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>));
    }

    /// <summary>The function's name in MFL.</summary>
    public string Name => Description.Name;

    /// <summary>Its types.</summary>
    public MflSignature Signature { get; }

    /// <summary>Who provides it, as told to <see cref="FunctionCatalogBuilder.TryAdd"/>.</summary>
    public string Origin { get; }

    /// <summary>What its author states about it.</summary>
    public MflFunctionAttribute Description { get; }

    /// <summary>Whether its result may have to be waited for.</summary>
    public bool IsAsynchronous { get; }

    /// <summary>The type and the method, as the names of members in XML documentation files begin behind <c>M:</c>.</summary>
    public string MemberName => $"{Method.DeclaringType?.FullName}.{Method.Name}";

    /// <summary>The names of the parameters that programs see.</summary>
    public IReadOnlyList<string> ParameterNames => [.. Formals.Select(static formal => formal.Name ?? "")];

    internal IMflModule Module { get; }

    internal MethodInfo Method { get; }

    internal bool TakesContext { get; }

    /// <summary>The parameters that programs see.</summary>
    internal IReadOnlyList<ParameterInfo> Formals { get; }
}
