namespace Postern.PluginLoading;

/// <summary>A context that was told to unload.</summary>
/// <param name="Plugin">Its plugin's name.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Context">The context.</param>
/// <param name="CollectionsBefore">Full collections of the process until then.</param>
internal sealed record UnloadingContext(string Plugin, int Generation, WeakReference Context, int CollectionsBefore);
