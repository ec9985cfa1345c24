using System.Globalization;
using Postern.Abstractions.Storage;
using Postern.Daemon.CommandLine;
using Postern.Tools.Mfdbtool.CommandLine;
using Postern.Tools.Mfdbtool.Dumps;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary><c>--import</c>: reads what <c>--export</c> has written. The same import once more goes on where one was interrupted.</summary>
internal sealed class ImportOperation(Workbench bench, Stream stream)
{
    private readonly string _name = bench.Options.DumpFile is { } file && file != "-" ? file : "standard input";
    private int _code;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // A dump that can be read twice is looked at as a whole before anything is written.
        if (stream.CanSeek)
        {
            await CheckAsync(cancellationToken);
            stream.Position = 0;
        }

        bool isFound = await ReadAsync(ImportAsync, cancellationToken);
        return isFound ? _code : throw Absent();
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        bool isFound = await ReadAsync(
            async (reader, section, token) =>
            {
                bench.Progress.Begin($"{section.Id}: checking", section.About);
                bench.Targets.Find(section.Id, bench.Options.File);
                for (long count = 1; await reader.NextRecordAsync(token) is not null; count++)
                    bench.Progress.Advance(count);
                bench.Progress.Clear();
            },
            cancellationToken);
        if (!isFound)
            throw Absent();
    }

    /// <summary>Goes through the databases of the dump; returns whether one that is wanted was there.</summary>
    private async Task<bool> ReadAsync(Func<DumpReader, DumpSection, CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using var reader = new DumpReader(stream, _name);
        await reader.BeginAsync(cancellationToken);
        int found = 0;
        while (await reader.NextSectionAsync(cancellationToken) is { } section)
        {
            if (bench.Options.Format is { } wanted && wanted != section.Id)
            {
                while (await reader.NextRecordAsync(cancellationToken) is not null)
                {
                }

                continue;
            }

            if (++found > 1 && bench.Options.File is not null)
                throw new UsageException($"{_name} holds several databases: name the one for --file with --format");
            await action(reader, section, cancellationToken);
        }

        return found > 0;
    }

    private async Task ImportAsync(DumpReader reader, DumpSection section, CancellationToken cancellationToken)
    {
        Target target = bench.Targets.Find(section.Id, bench.Options.File);
        await using IStateTable table = await bench.Targets.OpenOrMakeAsync(target, cancellationToken);
        // Nothing can give way in a table that is empty.
        ConflictRule rule = await IsEmptyAsync(table, cancellationToken) ? ConflictRule.Replace : bench.Options.OnConflict ?? ConflictRule.Newer;
        var import = new RecordImport(target, table, rule);
        var imported = new ImportedRecords();
        long leftOut = 0;
        bench.Progress.Begin($"{target.Id}: importing", section.About);
        try
        {
            while (await reader.NextRecordAsync(cancellationToken) is { } entry)
            {
                if (!bench.Options.MovesExpired && entry.Record.Expires <= bench.Time.GetUtcNow())
                    leftOut++;
                else
                {
                    imported.Add(entry.Key.Span, entry.Record.Expires);
                    await import.AddAsync(entry, cancellationToken);
                }

                bench.Progress.Advance(import.Written + import.Kept + leftOut);
            }

            await import.WriteBatchAsync(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or StateStoreException or DumpException or IOException)
        {
            bench.Progress.Clear();
            bench.Errors.Write(string.Create(
                CultureInfo.InvariantCulture, $"{target.Id}: the import ends after {import.Written + import.Kept} records, which stay; the same command goes on"));
            throw;
        }

        bench.Progress.Announce($"{target.Id}: verifying");
        long missing = await imported.CountMissingAsync(table, bench.Time, cancellationToken);
        bench.Progress.Clear();
        Tell(target, import, leftOut, missing);
    }

    private static async Task<bool> IsEmptyAsync(IStateTable table, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<StateEntry> entries = table.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        return !await entries.MoveNextAsync();
    }

    private void Tell(Target target, RecordImport import, long leftOut, long missing)
    {
        if (missing > 0)
        {
            bench.Errors.Write(string.Create(
                CultureInfo.InvariantCulture, $"{target.Id}: {missing} imported records are not in {target.Name}; somebody else has deleted them, or the store has lost them"));
            _code = Workbench.Failed;
        }

        if (bench.Output.IsJson)
        {
            bench.Output.Object((target, import, leftOut, missing), static (json, result) =>
            {
                json.WriteString("operation", "import");
                json.WriteString("database", result.target.Id);
                json.WriteString("location", result.target.Database.Location);
                json.WriteNumber("written", result.import.Written);
                json.WriteNumber("kept", result.import.Kept);
                json.WriteNumber("expired", result.leftOut);
                json.WriteNumber("missing", result.missing);
            });
            return;
        }

        string kept = import.Kept == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {import.Kept} that were there already kept");
        string expired = leftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {leftOut} expired ones left out");
        bench.Output.Line(string.Create(CultureInfo.InvariantCulture, $"{target.Id}: {import.Written} records imported{kept}{expired}"));
    }

    private DumpException Absent() => new(
        bench.Options.Format is { } wanted ? $"{_name} holds no database {wanted}" : $"{_name} holds no database");
}
