using System.Text;
using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests.Hostile;

/// <summary>Sound files of several shapes.</summary>
internal static class SampleFile
{
    public static IStateStoreProvider Provider(string scheme) => scheme switch
    {
        "gdbm" => new GdbmStore(TimeProvider.System),
        "bdb" => new BerkeleyStore(TimeProvider.System),
        _ => new LmdbStore(TimeProvider.System),
    };

    public static byte[] Key(int number) => Encoding.Latin1.GetBytes($"key {number}\0");

    /// <param name="scheme">Whose file.</param>
    /// <param name="shape">0: few records; 1: many, some long, some deleted; 2 and 3: the same as btree.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task MakeAsync(string scheme, int shape, string path, CancellationToken cancellationToken)
    {
        if (shape >= 2)
        {
            var (code, output) = await ServerProcess.RunAsync(
                "/bin/sh", ["-c", $"printf 'VERSION=3\\nformat=print\\ntype=btree\\nHEADER=END\\nDATA=END\\n' | db5.3_load {path}"], TimeSpan.FromSeconds(20));
            Assert.AreEqual(0, code, output);
        }

        await using var table = await Provider(scheme).OpenAsync(new StateTableRequest(path), cancellationToken);
        bool isLarge = shape % 2 == 1;
        int count = isLarge ? 500 : 20;
        await table.PutManyAsync(
            [.. Enumerable.Range(0, count).Select(number => new StateEntry(Key(number), new StateRecord(new byte[isLarge && number % 50 == 0 ? 9000 : number], null)))],
            cancellationToken);
        for (int number = 0; isLarge && number < count; number += 3)
            await table.DeleteAsync(Key(number), cancellationToken);
    }
}
