using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Content.Entities;

/// <summary>Whether programs may read a message differently, and what is irregular about it.</summary>
/// <param name="messages">The message descriptors.</param>
[PluginExport(typeof(IMflModule), "mime-verdicts")]
[method: ImportingConstructor]
public sealed class VerdictFunctions(IMflMessages messages) : IMflModule
{
    /// <summary>Whether mail programs may read the message differently.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message.</exception>
    [MflFunction("mime_ambiguous", Raises = "e_failure")]
    public bool IsAmbiguous(MflContext context, long message) => messages.Get(context, "mime_ambiguous", message).Ambiguities.Count > 0;

    /// <summary>Why, one reason on each line; empty when there is one reading only.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message.</exception>
    [MflFunction("mime_ambiguities", Raises = "e_failure")]
    public string Ambiguities(MflContext context, long message) => string.Join('\n', messages.Get(context, "mime_ambiguities", message).Ambiguities);

    /// <summary>What is irregular about the message, or about one entity without those in it, as a sum of the module mime_anomaly's constants.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message; <c>e_range</c>: no such entity.</exception>
    [MflFunction("mime_anomalies", Raises = "e_failure e_range")]
    public long Anomalies(MflContext context, long message, long entity = 0) => (long)Find(context, "mime_anomalies", message, entity);

    /// <summary>The same as names, separated by blanks.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message; <c>e_range</c>: no such entity.</exception>
    [MflFunction("mime_anomaly_names", Raises = "e_failure e_range")]
    public string Names(MflContext context, long message, long entity = 0) => AnomalyNames.Of(Find(context, "mime_anomaly_names", message, entity));

    private MessageAnomalies Find(MflContext context, string function, long descriptor, long entity)
    {
        var message = messages.Get(context, function, descriptor);
        return entity == 0 ? message.Anomalies : EntityList.Of(context, message).Get(function, entity).Entity.Anomalies;
    }
}
