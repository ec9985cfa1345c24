namespace Postern.PluginLoading;

/// <summary>Keeps a generation loaded until it is disposed; a session holds one.</summary>
public sealed class PluginLease : IDisposable
{
    private PluginGeneration? _generation;

    internal PluginLease(PluginGeneration generation) => _generation = generation;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _generation, null)?.Release();
}
