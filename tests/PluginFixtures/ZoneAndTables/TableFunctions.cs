using System.Composition;
using System.Globalization;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace ZoneAndTables;

/// <summary>Uses whatever stores the plugin is given.</summary>
[PluginExport(typeof(IMflModule), "fixture-tables")]
public sealed class TableFunctions([ImportMany] IEnumerable<IStateStoreProvider> providers) : IMflModule
{
    [MflFunction("fixture_get")]
    public async ValueTask<string> Get(MflContext context, string database, string key)
    {
        await using IStateTable table = await OpenAsync(context, database, StateTableMode.ReadOnly);
        StateRecord? record = await table.GetAsync(Bytes(key), context.CancellationToken);
        return record is { } found ? Encoding.Latin1.GetString(found.Value.Span) : "";
    }

    [MflFunction("fixture_put")]
    public async ValueTask Put(MflContext context, string database, string key, string value, long seconds = 0)
    {
        await using IStateTable table = await OpenAsync(context, database, StateTableMode.ReadWrite);
        DateTimeOffset? expires = seconds > 0 ? context.Time.GetUtcNow().AddSeconds(seconds) : null;
        await table.PutAsync(Bytes(key), new StateRecord(Bytes(value), expires), context.CancellationToken);
    }

    [MflFunction("fixture_delete")]
    public async ValueTask<bool> Delete(MflContext context, string database, string key)
    {
        await using IStateTable table = await OpenAsync(context, database, StateTableMode.ReadWrite);
        return await table.DeleteAsync(Bytes(key), context.CancellationToken);
    }

    [MflFunction("fixture_count")]
    public async ValueTask<long> Count(MflContext context, string database, string key)
    {
        await using IStateTable table = await OpenAsync(context, database, StateTableMode.ReadWrite);
        return await table.UpdateAsync(
            Bytes(key),
            0,
            static (present, _) =>
            {
                long count = 1 + (present is { } found ? long.Parse(Encoding.Latin1.GetString(found.Value.Span), CultureInfo.InvariantCulture) : 0);
                return StateChange.Write(new StateRecord(Bytes(count.ToString(CultureInfo.InvariantCulture)), null), count);
            },
            context.CancellationToken);
    }

    private async ValueTask<IStateTable> OpenAsync(MflContext context, string database, StateTableMode mode)
    {
        string[] parts = database.Split("://", 2);
        IStateStoreProvider provider = providers.Single(candidate => candidate.Scheme == parts[0]);
        try
        {
            return await provider.OpenAsync(new StateTableRequest(parts[1]) { Mode = mode }, context.CancellationToken);
        }
        catch (StateStoreException e)
        {
            throw new MflException(MflExceptionCode.DatabaseFailure, e.Message);
        }
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
