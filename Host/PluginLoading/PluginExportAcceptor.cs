namespace Postern.PluginLoading;

/// <summary>Lets the host look at an export before it is used.</summary>
/// <returns>What is wrong with it, one sentence each; empty to accept it.</returns>
public delegate IReadOnlyList<string> PluginExportAcceptor(PluginExport export);
