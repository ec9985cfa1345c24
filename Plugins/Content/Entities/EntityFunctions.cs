using System.Buffers;
using System.Composition;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Content.Entities;

/// <summary>Walking over the entities of a message. They have numbers, see <see cref="EntityList"/>.</summary>
/// <param name="messages">The message descriptors.</param>
[PluginExport(typeof(IMflModule), "mime-entities")]
[method: ImportingConstructor]
public sealed class EntityFunctions(IMflMessages messages) : IMflModule
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>How many entities the structure has, the message itself included.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message.</exception>
    [MflFunction("mime_count", Raises = "e_failure")]
    public long Count(MflContext context, long message) => List(context, "mime_count", message).Count;

    /// <summary>How many leaves a scanner must look at, those of all readings.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message.</exception>
    [MflFunction("mime_leaf_count", Raises = "e_failure")]
    public long LeafCount(MflContext context, long message) => List(context, "mime_leaf_count", message).Leaves.Count;

    /// <summary>The number of a leaf.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message; <c>e_range</c>: no such leaf.</exception>
    [MflFunction("mime_leaf", Raises = "e_failure e_range")]
    public long Leaf(MflContext context, long message, long index)
    {
        var list = List(context, "mime_leaf", message);
        return index >= 1 && index <= list.Leaves.Count
            ? list.NumberOf(list.Leaves[(int)index - 1])
            : throw new MflException(MflExceptionCode.Range, $"mime_leaf: expected a leaf from 1 to {list.Leaves.Count}, got {index}");
    }

    /// <summary>The number of the entity around; 0 for the message itself, and where that is only in another reading.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message; <c>e_range</c>: no such entity.</exception>
    [MflFunction("mime_parent", Raises = "e_failure e_range")]
    public long Parent(MflContext context, long message, long entity)
    {
        var list = List(context, "mime_parent", message);
        return list.NumberOf(list.Get("mime_parent", entity).Entity.Parent);
    }

    /// <summary>How deep it lies; the message itself is 1.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_depth", Raises = "e_failure e_range")]
    public long Depth(MflContext context, long message, long entity) => List(context, "mime_depth", message).Get("mime_depth", entity).Depth;

    /// <summary>Type and subtype in lower case.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_type", Raises = "e_failure e_range")]
    public string MediaType(MflContext context, long message, long entity) => Get(context, "mime_type", message, entity).MediaType;

    /// <summary>A parameter of the Content-Type; empty when it is not there.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_parameter", Raises = "e_failure e_range")]
    public string Parameter(MflContext context, long message, long entity, string name) =>
        Get(context, "mime_parameter", message, entity).GetParameter(name) ?? "";

    /// <summary>The disposition in lower case, or empty.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_disposition", Raises = "e_failure e_range")]
    public string Disposition(MflContext context, long message, long entity) => Get(context, "mime_disposition", message, entity).Disposition;

    /// <summary>A name that a program may offer for saving it: the most usual one, or the one of that index; empty when there is none.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_filename", Raises = "e_failure e_range")]
    public string FileName(MflContext context, long message, long entity, long index = 1)
    {
        var names = Get(context, "mime_filename", message, entity).FileNames;
        return index >= 1 && index <= names.Count ? names[(int)index - 1] : "";
    }

    /// <summary>The transfer encoding: <c>7bit</c>, <c>8bit</c>, <c>binary</c>, <c>quoted-printable</c>, <c>base64</c>, <c>uuencode</c>, <c>yenc</c> or <c>unknown</c>.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_encoding", Raises = "e_failure e_range")]
    public string Encoding(MflContext context, long message, long entity) => Get(context, "mime_encoding", message, entity).Encoding switch
    {
        TransferEncoding.SevenBit => "7bit",
        TransferEncoding.EightBit => "8bit",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>The size of the body in bytes, its transfer encoding undone.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_size", Raises = "e_failure e_range")]
    public long Size(MflContext context, long message, long entity)
    {
        using var stream = Get(context, "mime_size", message, entity).OpenDecoded();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long size = 0;
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                size += count;
            }

            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The value of a header field, folds included; empty when there is none.</summary>
    /// <exception cref="MflException">As for <see cref="Parent"/>.</exception>
    [MflFunction("mime_header", Raises = "e_failure e_range")]
    public string Header(MflContext context, long message, long entity, string name, long index = 1)
    {
        foreach (var field in Get(context, "mime_header", message, entity).Header)
        {
            if (Ascii.EqualsIgnoreCase(field.Name.Span, name) && --index == 0)
                return System.Text.Encoding.Latin1.GetString(field.Value.Span).Replace("\0", "", StringComparison.Ordinal);
        }

        return "";
    }

    private EntityList List(MflContext context, string function, long message) => EntityList.Of(context, messages.Get(context, function, message));

    private IMimeEntity Get(MflContext context, string function, long message, long entity) => EntityList.Find(context, messages, function, message, entity);
}
