namespace Postern.Daemon.Hosting;

/// <summary>A generation that has just been made, with what there is to say about it.</summary>
/// <param name="Generation">The generation, not in force yet.</param>
/// <param name="Warnings">The compiler's warnings.</param>
/// <param name="Plugins">The plugins found.</param>
internal sealed record NewGeneration(FilterGeneration Generation, IReadOnlyList<string> Warnings, PluginSummary Plugins);
