using System.Globalization;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Tests.Processes;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests.Hostile;

/// <summary>Thousands of damaged files: each is used in all ways, in a process of its own, and must cost a message at most.</summary>
[TestClass]
public sealed class DamagedFileTests
{
    private const int UsualFiles = 100;
    private const string Done = "all files done";

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    /// <summary>How many files; POSTERN_DBM_FILES sets it, and POSTERN_DBM_SEED which is the first.</summary>
    private static string Files => Environment.GetEnvironmentVariable("POSTERN_DBM_FILES") ?? UsualFiles.ToString(CultureInfo.InvariantCulture);

    private static string FirstSeed => Environment.GetEnvironmentVariable("POSTERN_DBM_SEED") ?? "0";

    [TestMethod]
    [DataRow("gdbm", 0)]
    [DataRow("gdbm", 1)]
    [DataRow("bdb", 0)]
    [DataRow("bdb", 1)]
    [DataRow("bdb", 2)]
    [DataRow("bdb", 3)]
    [DataRow("lmdb", 0)]
    [DataRow("lmdb", 1)]
    public async Task DamagedFiles_UsedInAllWays_CostNoProcess(string scheme, int shape)
    {
        using var folder = new TemporaryFolder("damaged");
        string original = folder.Combine("original");
        await SampleFile.MakeAsync(scheme, shape, original, Token);
        string log = folder.Combine("log");

        await using var child = ChildRun.Start(nameof(Child_UsesDamagedFiles), scheme, original, log, FirstSeed, Files);
        await child.WaitForExitAsync(TimeSpan.FromMinutes(20));

        string text = File.Exists(log) ? await File.ReadAllTextAsync(log, Token) : "";
        string tail = text.Length > 2000 ? text[^2000..] : text;
        StringAssert.EndsWith(text.TrimEnd(), Done, $"it ended in the last of these (seed, then what was not expected):\n{tail}\n{child.Output}");
        Assert.DoesNotContain('!', text, text);
    }

    /// <summary>The child: for each seed one damaged file. The log tells which, before it is used.</summary>
    [TestMethod]
    public async Task Child_UsesDamagedFiles()
    {
        if (ChildRun.Job is not [var scheme, var original, var log, var first, var files])
            return;
        byte[] sound = await File.ReadAllBytesAsync(original, Token);
        // In memory where there is a place for that: half of the calls would wait for the disk.
        string path = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "postern-damaged-" + Path.GetRandomFileName());
        for (int seed = ChildRun.Number(first); seed < ChildRun.Number(first) + ChildRun.Number(files); seed++)
        {
            await File.AppendAllTextAsync(log, $"{seed}\n", Token);
            await File.WriteAllBytesAsync(path, new FileMutator(seed).Mutate(sound), Token);
            foreach (var use in Uses)
            {
                try
                {
                    await using var table = await SampleFile.Provider(scheme).OpenAsync(new StateTableRequest(path), Token);
                    await use(table);
                }
                catch (StateStoreException e) when (e.Message.StartsWith(path, StringComparison.Ordinal) && !e.Message.Contains('\n', StringComparison.Ordinal))
                {
                    // Told in one line.
                }
                catch (Exception e)
                {
                    await File.AppendAllTextAsync(log, $"! {e}\n", Token);
                }
            }
        }

        File.Delete(path);
        await File.AppendAllTextAsync(log, Done + "\n", Token);
    }

    private IReadOnlyList<Func<IStateTable, Task>> Uses =>
    [
        async table =>
        {
            await foreach (var entry in table.EnumerateAsync(Token))
                await table.GetAsync(entry.Key, Token);
        },
        async table =>
        {
            for (int number = 0; number < 60; number++)
                await table.PutAsync(SampleFile.Key(number * 7), new StateRecord(new byte[number * 20], null), Token);
        },
        async table =>
        {
            for (int number = 0; number < 60; number++)
                await table.DeleteAsync(SampleFile.Key(number * 5), Token);
        },
        async table => await table.PutManyAsync(
            [.. Enumerable.Range(0, 300).Select(static number => new StateEntry(Encoding.Latin1.GetBytes($"new {number}"), new StateRecord(new byte[number], null)))], Token),
        async table =>
        {
            await table.CountAsync(Token);
            await table.CompactAsync(Token);
        },
    ];
}
