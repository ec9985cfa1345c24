namespace Postern.Abstractions.Mfl;

/// <summary>
/// Marks a class whose methods with <see cref="MflFunctionAttribute"/> are MFL functions. Export it with
/// <see cref="PluginExportAttribute"/>; one instance serves every session and must be thread-safe.
/// The class and its function methods must be public.
/// </summary>
public interface IMflModule;
