using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message;

/// <summary>Replacing the body by a stream (manual, node "Body Modification Functions").</summary>
/// <param name="streams">The descriptors of streams.</param>
/// <param name="filters">Copies.</param>
[PluginExport(typeof(IMflModule), "body-replacement")]
[method: ImportingConstructor]
public sealed class BodyReplacementFunction(IMflStreams streams, IStreamFilters filters) : IMflModule
{
    private const string Function = "replbody_fd";

    /// <summary>Replaces the body by what is left of a stream. Line ends become CRLF, and the last line gets one.</summary>
    /// <param name="context">The session.</param>
    /// <param name="fd">The stream's descriptor.</param>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open; <c>e_io</c>: it cannot be read; <c>e_failure</c>: more than 1 GiB.</exception>
    [MflFunction(Function, Actions = MilterActions.ChangeBody, Raises = "e_range e_io e_failure")]
    public async ValueTask ReplaceBody(MflContext context, long fd)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using Stream input = streams.OpenInput(context, fd);
        SpooledContent content = context.GetState(static () => new ReplacementBodies()).Add(context.Message.Number);
        var lines = new CrLfWriter(content);
        await using (var spool = new SpoolWriter(Function, lines.Take))
            await filters.CopyAsync(Function, input, spool, "", context.CancellationToken);
        lines.End();
        context.Modifications.Add(new MessageModification.ReplaceBodyContent(content));
    }
}
