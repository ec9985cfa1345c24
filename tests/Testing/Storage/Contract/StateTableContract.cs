using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Testing.Milter;

namespace Postern.Testing.Storage;

/// <summary>
/// What every <see cref="IStateTable"/> promises, one part of the class per subject. A store's tests derive from <see cref="StoredTableContract"/>,
/// which adds what a table in memory cannot promise.
/// </summary>
public abstract partial class StateTableContract : IAsyncDisposable
{
    private readonly List<IStateTable> _tables = [];
    private readonly List<IStateStoreProvider> _providers = [];

    public TestContext TestContext { get; set; } = null!;

    /// <summary>The tables' clock where none else is given.</summary>
    protected ManualTime Clock { get; } = new();

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected CancellationToken Token => TestContext.CancellationToken;

    /// <summary>Where the test's table is: the same throughout a test, and nothing there when the test begins.</summary>
    protected abstract string Location { get; }

    /// <summary>Whether <see cref="IStateTable.CountAsync"/> is no estimate.</summary>
    protected virtual bool CountsExactly => true;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (IStateTable table in _tables)
            await table.DisposeAsync();
        foreach (IStateStoreProvider provider in _providers)
        {
            if (provider is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A provider as another process has it: it shares nothing with others but the tables.</summary>
    protected abstract IStateStoreProvider CreateProvider(TimeProvider time);

    /// <summary>Opens the test's table by a provider of its own: two of them are two processes.</summary>
    /// <param name="mode">How.</param>
    /// <param name="time">Its clock; where the stores may have to wait for each other it must be one that moves.</param>
    protected Task<IStateTable> OpenAsync(StateTableMode mode = StateTableMode.ReadWrite, TimeProvider? time = null) =>
        OpenAsync(Provide(time), mode);

    protected async Task<IStateTable> OpenAsync(IStateStoreProvider provider, StateTableMode mode = StateTableMode.ReadWrite)
    {
        ArgumentNullException.ThrowIfNull(provider);
        IStateTable table = await provider.OpenAsync(Request(mode), Token);
        _tables.Add(table);
        return table;
    }

    protected IStateStoreProvider Provide(TimeProvider? time = null)
    {
        IStateStoreProvider provider = CreateProvider(time ?? Clock);
        _providers.Add(provider);
        return provider;
    }

    protected StateTableRequest Request(StateTableMode mode = StateTableMode.ReadWrite) =>
        new(Location) { Mode = mode, Expiry = ContractRecord.Expiry };

    protected static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    protected async Task<string?> ReadAsync(IStateTable table, string key) =>
        ContractRecord.Text(await table.GetAsync(Bytes(key), Token));

    protected async Task WriteAsync(IStateTable table, string key, string text, DateTimeOffset? expires = null) =>
        await table.PutAsync(Bytes(key), ContractRecord.Make(text, expires), Token);

    protected async Task<List<string>> KeysAsync(IStateTable table)
    {
        List<string> keys = [];
        await foreach (StateEntry entry in table.EnumerateAsync(Token))
            keys.Add(Encoding.Latin1.GetString(entry.Key.Span));
        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    /// <summary>Adds one to a number of eight bytes, atomically; returns what it has become.</summary>
    protected static ValueTask<long> IncrementAsync(IStateTable table, byte[] key, CancellationToken cancellationToken) =>
        table.UpdateAsync(
            key,
            1L,
            static (present, step) =>
            {
                long number = step + (present is { } record ? BinaryPrimitives.ReadInt64LittleEndian(record.Value.Span) : 0);
                byte[] value = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(value, number);
                return StateChange.Write(new StateRecord(value, null), number);
            },
            cancellationToken);

    protected async Task<long> NumberAsync(IStateTable table, byte[] key) =>
        await table.GetAsync(key, Token) is { } record ? BinaryPrimitives.ReadInt64LittleEndian(record.Value.Span) : 0;
}
