using System.Globalization;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite;

namespace Postern.StateWriter;

/// <summary>Entries of which each leaves its traces: a record, a count, now and then several records at once and one deleted.</summary>
internal static class Diary
{
    public static async Task WriteAsync(string path, int first)
    {
        IStateTable table = await new SqliteStoreProvider(TimeProvider.System, new SqliteBlock()).OpenAsync(new StateTableRequest(path), CancellationToken.None);
        Stream output = Console.OpenStandardOutput();
        for (int number = first; ; number++)
        {
            await WriteEntryAsync(table, number);
            await output.WriteAsync(Encoding.ASCII.GetBytes($"{number}\n"));
        }
    }

    private static async Task WriteEntryAsync(IStateTable table, int number)
    {
        CancellationToken token = CancellationToken.None;
        var expires = DateTimeOffset.UtcNow.AddDays(1);
        var record = new StateRecord(Bytes($"entry {number}"), expires);
        await table.UpdateAsync(Bytes($"entry {number}"), record, static (_, record) => StateChange.Write(record, 0), token);
        await table.UpdateAsync(
            Bytes("count"),
            number,
            static (_, count) => StateChange.Write(new StateRecord(Bytes(count.ToString(CultureInfo.InvariantCulture)), null), 0),
            token);
        if (number % 5 == 0)
            await table.PutManyAsync([.. Enumerable.Range(0, 20).Select(part => new StateEntry(Bytes($"part {part}"), record))], token);
        if (number % 10 == 0)
            await table.DeleteAsync(Bytes($"entry {number - 5}"), token);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
