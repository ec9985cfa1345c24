#pragma warning disable IDE0130 // The runtime knows this attribute by its full name.
namespace System.Runtime.CompilerServices;

/// <summary>Allows an emitted assembly to use internal members of the assembly named.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
