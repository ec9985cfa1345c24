using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>The descriptors for other plugins.</summary>
/// <param name="settings">The limits that the configuration sets.</param>
[PluginExport(typeof(IMflStreams), "descriptors")]
[method: ImportingConstructor]
public sealed class ScriptStreams(RuntimeBlock settings) : IMflStreams
{
    /// <inheritdoc/>
    public Stream OpenInput(MflContext context, long descriptor)
    {
        ArgumentNullException.ThrowIfNull(context);
        var stream = StreamTable.Of(context)[descriptor];
        return stream.Input is null ? throw StreamErrors.Reading(stream.Name, LibC.Describe(LibC.ErrorBadDescriptor)) : new DescriptorStream(stream);
    }

    /// <inheritdoc/>
    public Stream OpenOutput(MflContext context, long descriptor)
    {
        ArgumentNullException.ThrowIfNull(context);
        var stream = StreamTable.Of(context)[descriptor];
        return stream.Output is null ? throw StreamErrors.Writing(stream.Name, LibC.Describe(LibC.ErrorBadDescriptor)) : new DescriptorStream(stream);
    }

    /// <inheritdoc/>
    public long Add(MflContext context, string function, string name, Stream content)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(content);
        var table = StreamTable.Of(context);
        table.Limit = settings.MaxStreams;
        table.RequireRoom(function, 1);
        return table.Add(new ScriptStream(name, new ContentEndpoint(content), null));
    }
}
