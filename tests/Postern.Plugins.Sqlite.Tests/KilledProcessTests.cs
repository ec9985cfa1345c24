using System.Diagnostics;
using System.Globalization;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Sqlite.Tests;

/// <summary>A process that dies leaves what it has acknowledged.</summary>
[TestClass]
public sealed class KilledProcessTests
{
    private const int Kills = 25;
    private const int MostEntries = 150;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public async Task Kill_WhileItWrites_LosesNothingAcknowledged(int seed)
    {
        await using var file = new DatabaseFile();
        var random = new Random(seed);
        int next = 1;

        for (int kill = 0; kill < Kills; kill++)
        {
            int last = await WriteAndKillAsync(file.Path, next, random);

            Assert.AreEqual(0, file.CountFaults());
            IStateTable table = await file.OpenAsync();
            for (int number = next; number <= last; number++)
                await CheckEntryAsync(table, number, last);
            int count = int.Parse(await DatabaseFile.ReadAsync(table, "count") ?? "0", CultureInfo.InvariantCulture);
            Assert.IsTrue(count == last || count == last + 1, $"{count} written, {last} acknowledged");
            await CheckPartsAsync(table);
            await table.DisposeAsync();
            next = last + 1;
        }
    }

    private async Task<int> WriteAndKillAsync(string path, int first, Random random)
    {
        using Process process = WriterProcess.Start("diary", path, first.ToString(CultureInfo.InvariantCulture));
        int acknowledged = first - 1;
        int enough = first + random.Next(MostEntries);
        while (acknowledged < enough)
        {
            acknowledged = int.Parse(
                await process.StandardOutput.ReadLineAsync(TestContext.CancellationToken) ?? await process.StandardError.ReadToEndAsync(TestContext.CancellationToken),
                CultureInfo.InvariantCulture);
        }

        Thread.SpinWait(random.Next(10_000));
        process.Kill();
        string rest = await process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);
        return rest.Split('\n') is [.., string last, _] ? int.Parse(last, CultureInfo.InvariantCulture) : acknowledged;
    }

    private static async Task CheckEntryAsync(IStateTable table, int number, int last)
    {
        // Entry N0 deletes entry N5; that of the next ten may have done so, too, without having been acknowledged.
        bool isDeleted = number % 10 == 5 && number + 5 <= last;
        string? text = await DatabaseFile.ReadAsync(table, $"entry {number}");
        if (number % 10 != 5 || number + 5 != last + 1)
            Assert.AreEqual(isDeleted ? null : $"entry {number}", text);
    }

    private static async Task CheckPartsAsync(IStateTable table)
    {
        string? first = await DatabaseFile.ReadAsync(table, "part 0");
        for (int part = 1; part < 20; part++)
            Assert.AreEqual(first, await DatabaseFile.ReadAsync(table, $"part {part}"));
    }
}
