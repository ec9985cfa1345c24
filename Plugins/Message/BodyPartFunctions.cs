using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Message;

/// <summary>Looking at the part of the body that the handler <c>body</c> has got (manual, node "Mail body functions").</summary>
[PluginExport(typeof(IMflModule), "body-part")]
public sealed class BodyPartFunctions : IMflModule
{
    // What the handler gets as $1, in the place of a pointer.
    private const long Handle = 1;

    /// <summary>The part as a string; NUL bytes are left out, since strings have none.</summary>
    /// <param name="context">The session.</param>
    /// <param name="part">The handler's <c>$1</c>.</param>
    /// <param name="count">How many bytes, the handler's <c>$2</c> for all.</param>
    /// <exception cref="MflException"><c>e_inval</c>: other arguments.</exception>
    [MflFunction("body_string", NonBlocking = true, Stages = MilterStages.Body, Raises = "e_inval")]
    public static string PartText(MflContext context, long part, long count) =>
        Encoding.Latin1.GetString(Part(context, "body_string", part, count)).Replace("\0", "", StringComparison.Ordinal);

    /// <summary>Whether the part has a NUL byte.</summary>
    /// <param name="context">The session.</param>
    /// <param name="part">The handler's <c>$1</c>.</param>
    /// <param name="count">How many bytes, the handler's <c>$2</c> for all.</param>
    /// <exception cref="MflException"><c>e_inval</c>: other arguments.</exception>
    [MflFunction("body_has_nulls", NonBlocking = true, Stages = MilterStages.Body, Raises = "e_inval")]
    public static bool HasNulls(MflContext context, long part, long count) => Part(context, "body_has_nulls", part, count).Contains((byte)0);

    private static ReadOnlySpan<byte> Part(MflContext context, string function, long part, long count) => part == Handle && count >= 0
        ? context.BodyPart.Span[..(int)Math.Min(count, context.BodyPart.Length)]
        : throw new MflException(MflExceptionCode.Invalid, $"{function}: expected the arguments $1 and $2 of the handler");
}
