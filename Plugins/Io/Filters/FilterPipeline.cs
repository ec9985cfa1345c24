using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io.Filters;

/// <summary>A chain of filters, <c>NAME[(ARGUMENT, ...)] | NAME...</c>. Each gets all of its input; bytes go in, bytes come out.</summary>
internal sealed class FilterPipeline(IReadOnlyList<Func<byte[], byte[]>> filters)
{
    /// <exception cref="MflException"><c>e_failure</c>: the text is malformed, or a filter does not exist or refuses its arguments.</exception>
    public static FilterPipeline Parse(string function, string text)
    {
        var cursor = new FilterCursor(function, text);
        var filters = new List<Func<byte[], byte[]>>();
        do
        {
            var name = cursor.Name();
            var arguments = cursor.Arguments();
            filters.Add(FilterCatalog.Find(function, name, arguments));
        }
        while (cursor.Next());
        return new FilterPipeline(filters);
    }

    public byte[] Run(byte[] input) => filters.Aggregate(input, static (bytes, filter) => filter(bytes));
}
