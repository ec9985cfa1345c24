using System.Buffers.Binary;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Dbm.Tests.Processes;

/// <summary>A number of eight bytes inside a record.</summary>
internal static class Counter
{
    /// <param name="table">The table.</param>
    /// <param name="key">The record's key; a record of eight bytes is made when there is none.</param>
    /// <param name="at">Where in the record the number is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ValueTask<bool> IncrementAsync(IStateTable table, byte[] key, int at, CancellationToken cancellationToken) => table.UpdateAsync(
        key,
        at,
        static (present, at) =>
        {
            byte[] value = present?.Value.ToArray() ?? new byte[sizeof(long)];
            var number = value.AsSpan(at);
            BinaryPrimitives.WriteInt64LittleEndian(number, BinaryPrimitives.ReadInt64LittleEndian(number) + 1);
            return StateChange.Write(new StateRecord(value, null), true);
        },
        cancellationToken);
}
