using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Tables;

/// <summary>The use of an open table; to be given back.</summary>
internal readonly struct TableLease(OpenTables tables, OpenTable open) : IAsyncDisposable
{
    public IStateTable Table => open.Table;

    public ValueTask DisposeAsync() => tables.ReturnAsync(open);
}
