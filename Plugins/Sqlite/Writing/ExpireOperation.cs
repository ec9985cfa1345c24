using Postern.Plugins.Sqlite.Access;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>Deletes some of the records that have expired; tells how many, and whether there may be more.</summary>
internal sealed class ExpireOperation(TimeProvider time, CancellationToken cancellationToken)
    : WriteOperation<(int Deleted, bool HasMore)>(cancellationToken)
{
    public override void Run(Writer writer) => Outcome = writer.ExpireSome(Instant.From(time.GetUtcNow()));
}
