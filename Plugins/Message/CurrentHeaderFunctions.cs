using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Message;

/// <summary>Reading the header of the message under way, as it came (manual, node "Mail header functions").</summary>
[PluginExport(typeof(IMflModule), "current-header")]
public sealed class CurrentHeaderFunctions : IMflModule
{
    private const MilterStages WithHeader = MilterStages.EndOfHeaders | MilterStages.Body | MilterStages.EndOfMessage;

    /// <summary>The value of a field, its folds included.</summary>
    /// <param name="context">The session.</param>
    /// <param name="name">The field's name, in either case.</param>
    /// <param name="index">Which one of that name, from 1.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there is none.</exception>
    [MflFunction("current_header", NonBlocking = true, ReadsHeader = true, Stages = WithHeader, Raises = "e_not_found")]
    public static string Value(MflContext context, string name, long index = 1)
    {
        long left = index;
        foreach (HeaderField field in context.Message.Header)
        {
            if (IsCalled(field, name) && --left == 0)
                return Text(field.Value);
        }

        throw NotFound("current_header", $"{name},{index}");
    }

    /// <summary>How many fields there are, or how many of a name.</summary>
    /// <param name="context">The session.</param>
    /// <param name="name">The name, in either case; empty for all.</param>
    [MflFunction("current_header_count", NonBlocking = true, ReadsHeader = true, Stages = WithHeader)]
    public static long Count(MflContext context, string name = "") =>
        name.Length == 0 ? context.Message.Header.Count : context.Message.Header.Count(field => IsCalled(field, name));

    /// <summary>The name of a field.</summary>
    /// <param name="context">The session.</param>
    /// <param name="index">Which one of all, from 1.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there are fewer.</exception>
    [MflFunction("current_header_nth_name", NonBlocking = true, ReadsHeader = true, Stages = WithHeader, Raises = "e_not_found")]
    public static string NameAt(MflContext context, long index) => Text(At(context, "current_header_nth_name", index).Name);

    /// <summary>The value of a field, its folds included.</summary>
    /// <param name="context">The session.</param>
    /// <param name="index">Which one of all, from 1.</param>
    /// <exception cref="MflException"><c>e_not_found</c>: there are fewer.</exception>
    [MflFunction("current_header_nth_value", NonBlocking = true, ReadsHeader = true, Stages = WithHeader, Raises = "e_not_found")]
    public static string ValueAt(MflContext context, long index) => Text(At(context, "current_header_nth_value", index).Value);

    private static HeaderField At(MflContext context, string function, long index) => index >= 1 && index <= context.Message.Header.Count
        ? context.Message.Header[(int)index - 1]
        : throw NotFound(function, $"{index}");

    private static MflException NotFound(string function, string what) =>
        new(MflExceptionCode.NotFound, $"{function}: requested item ({what}) not found");

    // Field names are ASCII (RFC 5322 §2.2); other bytes compare as they are.
    private static bool IsCalled(HeaderField field, string name) =>
        field.Name.Length == name.Length && Text(field.Name).Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
