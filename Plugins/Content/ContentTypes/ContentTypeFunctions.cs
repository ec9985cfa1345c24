using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Content.ContentTypes;

/// <summary>What parts of a message really are.</summary>
/// <param name="messages">The message descriptors.</param>
[PluginExport(typeof(IMflModule), "content-types")]
[method: ImportingConstructor]
public sealed class ContentTypeFunctions(IMflMessages messages) : IMflModule
{
    /// <summary>The type of the content of a message or of a part, as its first bytes tell, whatever its header says.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="part">The part's numbers from the outside, each from 1; none for the message itself.</param>
    [MflFunction("mime_real_type", Raises = "e_failure e_not_found")]
    public string RealType(MflContext context, long message, params ReadOnlySpan<long> part)
    {
        const string Function = "mime_real_type";
        using Stream content = PartFinder.Find(Function, messages.Get(context, Function, message), part).OpenDecoded();
        return ContentDetector.Detect(content);
    }
}
