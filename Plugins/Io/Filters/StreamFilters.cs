using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Filters;

/// <summary>The filters for other plugins.</summary>
[PluginExport(typeof(IStreamFilters), "filters")]
public sealed class StreamFilters : IStreamFilters
{
    /// <inheritdoc/>
    public async ValueTask CopyAsync(string function, Stream input, Stream output, string pipe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(pipe);
        using var filters = pipe.Length == 0 ? FilterPipeline.ParseChain(function, pipe) : FilterPipeline.Parse(function, pipe);
        await filters.CopyAsync(input, output, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask CopyChainAsync(string function, Stream input, Stream output, string chain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(chain);
        using var filters = FilterPipeline.ParseChain(function, chain);
        await filters.CopyAsync(input, output, cancellationToken);
    }
}
