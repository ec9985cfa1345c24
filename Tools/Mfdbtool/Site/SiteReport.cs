using Postern.Abstractions.Storage;
using Postern.Tools.Mfdbtool.Output;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>What <c>--show-config-options</c> prints.</summary>
internal static class SiteReport
{
    public static void Write(ResultOutput output, StateSite site)
    {
        output.Line($"version: {MfdbtoolCommand.Version}");
        output.Line($"formats: {Names(site.Formats.Select(static format => format.Name))}");
        output.Line($"stores: {Names(site.Stores.Select(static store => store.Scheme))}");
        foreach (StateDatabase database in site.Databases.All.OrderBy(static database => database.Id, StringComparer.Ordinal))
            output.Line($"{database.Id} database: {database.Location}{(database.IsEnabled ? "" : " (not enabled)")}");
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
