using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message;

/// <summary>The header of a message (manual, node "Header functions").</summary>
/// <param name="descriptors">The descriptors.</param>
[PluginExport(typeof(IMflModule), "message-header")]
[method: ImportingConstructor]
public sealed class MessageHeaderFunctions(MessageDescriptors descriptors) : IMflModule
{
    /// <summary>How many fields there are, or how many of a name.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="name">The name, in either case; empty for all.</param>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_header_count", Raises = "e_failure e_range")]
    public long Count(MflContext context, long message, string name = "")
    {
        IReadOnlyList<FieldText> fields = Fields(context, "message_header_count", message);
        return name.Length == 0 ? fields.Count : fields.Count(field => field.IsCalled(name));
    }

    /// <summary>Whether there is a field of a name.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="name">The name, in either case.</param>
    /// <param name="index">Which one of that name, from 1; a negative one counts from the last.</param>
    /// <exception cref="MflException"><c>e_failure</c>: it is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_has_header", Raises = "e_failure e_range")]
    public bool Has(MflContext context, long message, string name, long index = 1) => Find(Fields(context, "message_has_header", message), name, index) is not null;

    /// <summary>The value of a field, its folds included.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="name">The name, in either case.</param>
    /// <param name="index">Which one of that name, from 1; a negative one counts from the last.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none; <c>e_failure</c>: the message is not open; <c>e_range</c>: no descriptor.</exception>
    [MflFunction("message_find_header", Raises = "e_not_found e_failure e_range")]
    public string FindValue(MflContext context, long message, string name, long index = 1) =>
        Find(Fields(context, "message_find_header", message), name, index)?.Value
        ?? throw new MflException(MflExceptionCode.NotFound, "message_find_header: header not found");

    /// <summary>The name of a field.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="index">Which one of all, from 1.</param>
    /// <exception cref="MflException"><c>e_range</c>: there are fewer, or no descriptor; <c>e_failure</c>: the message is not open.</exception>
    [MflFunction("message_nth_header_name", Raises = "e_range e_failure")]
    public string NameAt(MflContext context, long message, long index) => At(context, "message_nth_header_name", message, index).Name;

    /// <summary>The value of a field, its folds included.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="index">Which one of all, from 1.</param>
    /// <exception cref="MflException">As for <see cref="NameAt"/>.</exception>
    [MflFunction("message_nth_header_value", Raises = "e_range e_failure")]
    public string ValueAt(MflContext context, long message, long index) => At(context, "message_nth_header_value", message, index).Value;

    private static FieldText? Find(IReadOnlyList<FieldText> fields, string name, long index)
    {
        if (index == 0)
            return null;
        int step = index > 0 ? 1 : -1;
        long left = index;
        for (int i = index > 0 ? 0 : fields.Count - 1; i >= 0 && i < fields.Count; i += step)
        {
            if (!fields[i].IsCalled(name))
                continue;
            left -= step;
            if (left == 0)
                return fields[i];
        }

        return null;
    }

    private FieldText At(MflContext context, string function, long message, long index)
    {
        IReadOnlyList<FieldText> fields = Fields(context, function, message);
        return index >= 1 && index <= fields.Count
            ? fields[(int)index - 1]
            : throw new MflException(MflExceptionCode.Range, $"{function}: header index out of range");
    }

    private IReadOnlyList<FieldText> Fields(MflContext context, string function, long message) => descriptors.Open(context, function, message).Text.Fields;
}
