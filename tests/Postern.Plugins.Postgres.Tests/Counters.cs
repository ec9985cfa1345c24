using System.Buffers.Binary;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Tests;

/// <summary>Records that are numbers.</summary>
internal static class Counters
{
    /// <summary>Adds one; returns what the number has become.</summary>
    public static Task<long> CountAsync(this IStateTable table, byte[] key) => table.CountAsync(key, 0, static _ => { });

    /// <summary>Adds one, and does something between reading and writing.</summary>
    public static async Task<long> CountAsync<T>(this IStateTable table, byte[] key, T with, Action<T> between) => await table.UpdateAsync(
        key,
        new Once<T>(with, between),
        static (present, once) =>
        {
            once.Run();
            long number = 1 + (present is { } record ? BinaryPrimitives.ReadInt64LittleEndian(record.Value.Span) : 0);
            byte[] value = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(value, number);
            return StateChange.Write(new StateRecord(value, null), number);
        },
        CancellationToken.None);

    public static async Task<long> NumberAsync(this IStateTable table, byte[] key) =>
        await table.GetAsync(key, CancellationToken.None) is { } record ? BinaryPrimitives.ReadInt64LittleEndian(record.Value.Span) : 0;

    private sealed class Once<T>(T with, Action<T> action)
    {
        private int _runs;

        public void Run()
        {
            if (_runs++ == 0)
                action(with);
        }
    }
}
