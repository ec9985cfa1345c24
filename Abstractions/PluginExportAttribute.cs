using System.Composition;

namespace Postern.Abstractions;

/// <summary>
/// Exports a class to the host under one of the contracts of this assembly, with its name, version and needs.
/// A class that exports the same contract and name as another is a duplicate: the host keeps the first and says so.
/// </summary>
/// <param name="contract">The contract, an interface of this assembly that the class implements.</param>
/// <param name="name">The name shown by <c>postern plugins list</c> and used in configuration.</param>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PluginExportAttribute(Type contract, string name) : ExportAttribute(contract)
{
    /// <summary>The contract that the class implements.</summary>
    public Type Contract { get; } = contract;

    /// <summary>The export's name.</summary>
    public string Name { get; } = name;

    /// <summary>The export's own version.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Names of other plugins' exports that must be present, as <c>contract:name</c> or <c>contract</c> (for example <c>IDnsResolver</c>).</summary>
    public string[] Needs { get; init; } = [];
}
