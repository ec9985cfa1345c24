using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Filters;

/// <summary>Filter pipes (manual, node "Filtering Functions").</summary>
[PluginExport(typeof(IMflModule), "filters")]
public sealed class FilterFunctions : IMflModule
{
    private const int PieceSize = 1024 * 1024;

    /// <summary>Passes a string through filters.</summary>
    /// <param name="input">The string.</param>
    /// <param name="pipe">The filters, <c>NAME[(ARGUMENT, ...)] | NAME...</c>.</param>
    /// <exception cref="MflException"><c>e_failure</c>: the filters are malformed, or one does not exist.</exception>
    [MflFunction("filter_string", NonBlocking = true, Pure = true, Raises = "e_failure e_inval")]
    public static string FilterString(string input, string pipe) =>
        Encoding.Latin1.GetString(FilterPipeline.Parse("filter_string", pipe).Run(Encoding.Latin1.GetBytes(input)));

    /// <summary>Passes what is left of one descriptor through filters to another; at most 64 MiB.</summary>
    /// <param name="context">The session.</param>
    /// <param name="source">What to read.</param>
    /// <param name="target">What to write.</param>
    /// <param name="pipe">The filters.</param>
    /// <exception cref="MflException"><c>e_failure</c>: likewise; <c>e_range</c>: a descriptor is not open, or there are more bytes; <c>e_io</c>: the system refuses.</exception>
    [MflFunction("filter_fd", Raises = "e_failure e_range e_io e_inval")]
    public static async ValueTask FilterDescriptor(MflContext context, long source, long target, string pipe)
    {
        var table = StreamTable.Of(context);
        var from = table[source];
        var to = table[target];
        var filters = FilterPipeline.Parse("filter_fd", pipe);
        var input = new MemoryStream();
        try
        {
            while (true)
            {
                await input.WriteAsync(Encoding.Latin1.GetBytes(await from.ReadAsync(PieceSize, context.CancellationToken)), context.CancellationToken);
                if (input.Length > InputBuffer.Limit)
                    throw new MflException(MflExceptionCode.Range, $"filter_fd: more than {InputBuffer.Limit} bytes");
            }
        }
        catch (MflException e) when (e.Number == (long)MflExceptionCode.EndOfFile)
        {
            await to.WriteAsync(filters.Run(input.ToArray()), context.CancellationToken);
        }
    }
}
