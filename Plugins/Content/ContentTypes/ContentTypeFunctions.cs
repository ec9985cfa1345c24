using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Content.Entities;

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
    /// <param name="entity">The number of the part, see <see cref="EntityList"/>.</param>
    [MflFunction("mime_real_type", Raises = "e_failure e_range")]
    public string RealType(MflContext context, long message, long entity = 1)
    {
        using Stream content = EntityList.Find(context, messages, "mime_real_type", message, entity).OpenDecoded();
        return ContentDetector.Detect(content);
    }
}
