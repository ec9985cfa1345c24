using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Access;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>Writes records.</summary>
internal sealed class PutManyOperation(StateEntry[] entries, CancellationToken cancellationToken) : WriteOperation<bool>(cancellationToken)
{
    public override void Run(Writer writer)
    {
        foreach (StateEntry entry in entries)
            writer.Write(entry.Key.Span, writer.Find(entry.Key.Span), entry.Record);
    }
}
