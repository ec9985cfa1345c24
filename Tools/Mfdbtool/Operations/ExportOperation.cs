using System.Globalization;
using Postern.Abstractions.Storage;
using Postern.Tools.Mfdbtool.Dumps;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary><c>--export</c>: databases as text. When one of them cannot be read to its end, so is the text not complete.</summary>
internal sealed class ExportOperation(Workbench bench, Stream stream)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var writer = new DumpWriter(stream);
        writer.Begin(bench.Time.GetUtcNow(), $"{MfdbtoolCommand.Name} {MfdbtoolCommand.Version}");
        foreach (Target target in bench.Targets.Find())
        {
            if (!bench.Options.IsAll || !target.IsMissing)
                await ExportAsync(writer, target, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
        return 0;
    }

    private async Task ExportAsync(DumpWriter writer, Target target, CancellationToken cancellationToken)
    {
        await using IStateTable table = await bench.Targets.OpenToReadAsync(target, cancellationToken);
        long about = await table.CountAsync(cancellationToken);
        bench.Progress.Begin($"{target.Id}: exporting", about);
        writer.BeginSection(target.Id, target.Database.Location, about);
        DateTimeOffset now = bench.Time.GetUtcNow();
        long leftOut = 0;
        await foreach (StateEntry entry in table.EnumerateAsync(cancellationToken))
        {
            DateTimeOffset? expires = target.Expires(entry.Key.Span, entry.Record);
            if (!bench.Options.MovesExpired && expires <= now)
                leftOut++;
            else
                await writer.WriteAsync(entry.Key, entry.Record, expires, cancellationToken);
            bench.Progress.Advance(writer.Count + leftOut);
        }

        writer.EndSection();
        bench.Progress.Clear();
        if (bench.Options.DumpFile != "-")
            Tell(target, writer.Count, leftOut);
    }

    private void Tell(Target target, long count, long leftOut)
    {
        if (bench.Output.IsJson)
        {
            bench.Output.Object((target, count, leftOut), static (json, result) =>
            {
                json.WriteString("operation", "export");
                json.WriteString("database", result.target.Id);
                json.WriteString("location", result.target.Database.Location);
                json.WriteNumber("exported", result.count);
                json.WriteNumber("expired", result.leftOut);
            });
            return;
        }

        string expired = leftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {leftOut} expired ones left out");
        bench.Output.Line(string.Create(CultureInfo.InvariantCulture, $"{target.Id}: {count} records exported{expired}"));
    }
}
