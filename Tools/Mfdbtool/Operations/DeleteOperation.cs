using Postern.Abstractions.Storage;
using Postern.Tools.Mfdbtool.Output;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary><c>--delete</c>: the records with the given keys. That there is none is told, but is what was wanted.</summary>
internal static class DeleteOperation
{
    public static async Task<int> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        Target target = bench.Targets.Find()[0];
        await using IStateTable table = await bench.Targets.OpenToChangeAsync(target, expires: false, cancellationToken);
        foreach (string key in bench.Options.Keys)
        {
            bool existed = await table.DeleteAsync(RecordKey.FromText(key), cancellationToken);
            if (!existed)
                bench.Errors.Write($"cannot remove record `{key}' from `{target.Name}': there is no such record");
            if (!bench.Output.IsJson)
                continue;
            bench.Output.Object((target.Id, key, existed), static (json, result) =>
            {
                json.WriteString("operation", "delete");
                json.WriteString("database", result.Id);
                RecordJson.WriteKey(json, result.key);
                json.WriteBoolean("deleted", result.existed);
            });
        }

        return 0;
    }
}
