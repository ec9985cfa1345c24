using System.Buffers.Binary;
using System.Diagnostics;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Sqlite.Tests;

[TestClass]
public sealed class SeveralProcessesTests
{
    private const int Processes = 4;
    private const int ThreadsOfEach = 4;
    private const int Rounds = 200;
    private const int Keys = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Update_FourProcessesOnTheSameKeys_LosesNothing()
    {
        await using var file = new DatabaseFile();

        Process[] processes = [.. Enumerable.Range(0, Processes).Select(_ => WriterProcess.Start("count", file.Path, $"{Rounds}"))];
        foreach (Process process in processes)
        {
            string problems = await process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
            await process.WaitForExitAsync(TestContext.CancellationToken);
            Assert.AreEqual("", problems);
            process.Dispose();
        }

        const int Expected = Processes * ThreadsOfEach * Rounds / Keys;
        IStateTable table = await file.OpenAsync();
        for (int key = 0; key < Keys; key++)
        {
            Assert.AreEqual(Expected, await NumberAsync(table, $"counter {key}"));
            Assert.AreEqual(Expected, await NumberAsync(table, $"bucket {key}"));
            StateRecord? bucket = await table.GetAsync(DatabaseFile.Bytes($"bucket {key}"), TestContext.CancellationToken);
            Assert.AreEqual(sizeof(long) + Expected, bucket!.Value.Value.Length);
        }

        Assert.AreEqual(0, file.CountFaults());
    }

    private async Task<long> NumberAsync(IStateTable table, string key) =>
        BinaryPrimitives.ReadInt64LittleEndian((await table.GetAsync(DatabaseFile.Bytes(key), TestContext.CancellationToken))!.Value.Value.Span);
}
