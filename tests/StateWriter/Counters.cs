using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite;

namespace Postern.StateWriter;

/// <summary>Numbers that several processes add to. The buckets have an expiry and grow a little with each change, as lists of times do.</summary>
internal static class Counters
{
    private const int Threads = 4;
    private const int Keys = 5;

    public static async Task CountAsync(string path, int rounds)
    {
        IStateTable table = await new SqliteStoreProvider(TimeProvider.System, new SqliteBlock()).OpenAsync(new StateTableRequest(path), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            for (int round = 0; round < rounds; round++)
            {
                await AddAsync(table, $"counter {round % Keys}", null);
                await AddAsync(table, $"bucket {round % Keys}", DateTimeOffset.UtcNow.AddHours(1 + round % 3));
            }
        })));
        await table.DisposeAsync();
    }

    private static ValueTask<int> AddAsync(IStateTable table, string key, DateTimeOffset? expires) =>
        table.UpdateAsync(
            Encoding.Latin1.GetBytes(key),
            expires,
            static (present, expires) =>
            {
                int length = present?.Value.Length ?? sizeof(long);
                byte[] value = new byte[expires is null ? length : length + 1];
                present?.Value.CopyTo(value);
                BinaryPrimitives.WriteInt64LittleEndian(value, BinaryPrimitives.ReadInt64LittleEndian(value) + 1);
                return StateChange.Write(new StateRecord(value, expires), 0);
            },
            CancellationToken.None);
}
