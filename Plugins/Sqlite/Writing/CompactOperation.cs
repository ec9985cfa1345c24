using Postern.Plugins.Sqlite.Access;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>Makes the file small.</summary>
internal sealed class CompactOperation(CancellationToken cancellationToken) : WriteOperation<bool>(cancellationToken)
{
    public override bool IsAlone => true;

    public override void Run(Writer writer) => writer.Compact();
}
