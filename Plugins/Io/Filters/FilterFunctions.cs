using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Filters;

/// <summary>Filter pipes (manual, node "Filtering Functions").</summary>
[PluginExport(typeof(IMflModule), "filters")]
public sealed class FilterFunctions : IMflModule
{
    /// <summary>Passes a string through filters.</summary>
    /// <param name="input">The string.</param>
    /// <param name="pipe">The filters, <c>NAME[(ARGUMENT, ...)] | NAME...</c>.</param>
    /// <exception cref="MflException"><c>e_failure</c>: the filters are malformed, one does not exist, or the string is nothing for one.</exception>
    [MflFunction("filter_string", NonBlocking = true, Pure = true, Raises = "e_failure e_inval")]
    public static string FilterString(string input, string pipe)
    {
        using var filters = FilterPipeline.Parse("filter_string", pipe);
        try
        {
            return Encoding.Latin1.GetString(filters.Run(Encoding.Latin1.GetBytes(input)));
        }
        catch (MflException e) when (IsIllegalSequence(e))
        {
            throw Unconvertible("filter_string");
        }
    }

    /// <summary>Passes what is left of one descriptor through filters to another.</summary>
    /// <param name="context">The session.</param>
    /// <param name="source">What to read.</param>
    /// <param name="target">What to write.</param>
    /// <param name="pipe">The filters.</param>
    /// <exception cref="MflException"><c>e_failure</c>: likewise; <c>e_range</c>: a descriptor is not open; <c>e_io</c>: the system refuses.</exception>
    [MflFunction("filter_fd", Raises = "e_failure e_range e_io e_inval")]
    public static async ValueTask FilterDescriptor(MflContext context, long source, long target, string pipe)
    {
        var table = StreamTable.Of(context);
        await using var from = new DescriptorStream(table[source]);
        await using var to = new DescriptorStream(table[target]);
        using var filters = FilterPipeline.Parse("filter_fd", pipe);
        try
        {
            await filters.CopyAsync(from, to, context.CancellationToken);
        }
        catch (MflException e) when (IsIllegalSequence(e))
        {
            throw Unconvertible("filter_fd");
        }
    }

    private static bool IsIllegalSequence(MflException e) => e.Number == (long)MflExceptionCode.IllegalSequence;

    // The reference raises e_ilseq for the bodies of messages alone.
    private static MflException Unconvertible(string function) =>
        new(MflExceptionCode.Failure, $"{function}: mu_stream_copy: Invalid or incomplete multibyte or wide character");
}
