using Postern.Abstractions.Storage;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Logging;
using Postern.Tools.Mfdbtool.CommandLine;
using Postern.Tools.Mfdbtool.Output;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary><c>--list</c>: one line per record, in the store's order unless another is asked for.</summary>
internal sealed class ListOperation(Workbench bench)
{
    private Target _target = null!;
    private StateListing _listing = null!;
    private int _code;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        MfdbtoolOptions options = bench.Options;
        _target = bench.Targets.Find()[0];
        if (_target.Format is null)
            throw new UsageException($"how the records of {_target.Id} are laid out is not known; --export writes them as they are");
        _listing = new StateListing(bench.Time.GetUtcNow(), new TimeText(options.TimeFormat).Format);
        if (options.Predict is { } rate)
            _listing = _listing with { PredictCount = rate.Count, PredictInterval = rate.Interval };
        await using IStateTable table = await bench.Targets.OpenToReadAsync(_target, cancellationToken);
        IAsyncEnumerable<StateEntry> entries = options.Keys.Count > 0 ? Named(table, cancellationToken) : table.EnumerateAsync(cancellationToken);
        if (options.Sort is { } field)
            await ListSortedAsync(entries, new RecordOrder(field, options.Top));
        else
            await ListAsync(entries, options.Top ?? int.MaxValue);
        return _code;
    }

    private async IAsyncEnumerable<StateEntry> Named(
        IStateTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string text in bench.Options.Keys)
        {
            byte[] key = RecordKey.FromText(text);
            if (await table.GetAsync(key, cancellationToken) is { } record)
                yield return new StateEntry(key, record);
            else
                _code = Workbench.Failed;
        }
    }

    private async Task ListAsync(IAsyncEnumerable<StateEntry> entries, int most)
    {
        await foreach (StateEntry entry in entries)
        {
            if (Describe(entry) is { } description)
                Write(description, entry);
            else
                continue;
            if (--most == 0)
                return;
        }
    }

    private async Task ListSortedAsync(IAsyncEnumerable<StateEntry> entries, RecordOrder order)
    {
        await foreach (StateEntry entry in entries)
        {
            if (Describe(entry) is not { } description)
                continue;
            if (!order.TryAdd(description, entry))
            {
                IEnumerable<string> known = description.Fields.Select(static field => field.Name);
                throw new UsageException($"--sort={bench.Options.Sort}: records of {_target.Id} have the fields {string.Join(", ", known)}");
            }
        }

        foreach ((StateDescription description, StateEntry entry) in order.Take())
            Write(description, entry);
    }

    private StateDescription? Describe(StateEntry entry)
    {
        if (_target.Format!.Describe(entry, _listing) is { } description)
            return description;
        bench.Errors.Write($"the record `{RecordKey.ToText(entry.Key.Span)}' in `{_target.Name}' is damaged, or not of format {_target.Format.Name}");
        _code = Workbench.Failed;
        return null;
    }

    private void Write(StateDescription description, StateEntry entry)
    {
        if (!bench.Output.IsJson)
        {
            // Keys are what strangers have sent: they command no terminal, and forge no line.
            bench.Output.Line(LogText.Clean(description.Line));
            return;
        }

        bench.Output.Object((_target, description, entry), static (json, record) =>
        {
            json.WriteString("database", record._target.Id);
            RecordJson.WriteFields(json, record.description.Fields);
            if (record._target.Expires(record.entry.Key.Span, record.entry.Record) is { } expires
                && !record.description.Fields.Any(static field => field.Name == "expires"))
                json.WriteNumber("expires", expires.ToUnixTimeSeconds());
        });
    }
}
