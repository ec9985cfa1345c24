using System.Globalization;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Tests.Reference;

/// <summary>mailfromd 8.15 and this plugin go through the same steps at the same times: all answers, texts and records must be equal.</summary>
[TestClass]
public sealed class ReferenceTests
{
    private const int Steps = 1000;
    private const int Few = 10;
    private const int Many = 100;

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional, 1)]
    [DataRow(GreylistAlgorithm.Traditional, 2)]
    [DataRow(GreylistAlgorithm.ConTassios, 3)]
    [DataRow(GreylistAlgorithm.ConTassios, 4)]
    public async Task RandomSteps_HereAndOnTheReference_GiveTheSameAnswersAndRecords(GreylistAlgorithm algorithm, int seed)
    {
        using var reference = new ReferenceRun();
        var steps = new StepGenerator(seed).Take(Steps, algorithm == GreylistAlgorithm.ConTassios).ToArray();
        var lab = new GreylistLab(algorithm);
        lab.Databases.Set(lab.Databases.Find("greylist")! with { Location = $"bdb://{reference.Database}" });

        string[] expected = await reference.AnswerAsync(steps, algorithm);
        var actual = new List<string>();
        foreach (GreylistStep step in steps)
            actual.Add($"{actual.Count + 1}{await AnswerAsync(lab, step)}");

        for (int i = 0; i < steps.Length; i++)
            Assert.AreEqual(expected[i], actual[i], $"step {i + 1}: {steps[i]}");
        Assert.IsGreaterThan(Many, expected.Count(static line => line.Contains(" 1 ", StringComparison.Ordinal)), "who waits");
        Assert.IsGreaterThan(Many, expected.Count(static line => line.Contains(" 0 ", StringComparison.Ordinal)), "who passes");
        Assert.IsGreaterThan(Few, expected.Count(static line => line.Contains("wrong data size", StringComparison.Ordinal)), "damaged records");
        await AssertRecordsAsync(lab, reference);
    }

    private static async Task<string> AnswerAsync(GreylistLab lab, GreylistStep step)
    {
        lab.At((step.Now - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds);
        try
        {
            switch (step.Operation)
            {
                case "greylist":
                    return " " + await lab.GreylistAsync(step.Key, long.Parse(step.Argument, CultureInfo.InvariantCulture));
                case "is_greylisted":
                    return " " + await lab.IsGreylistedAsync(step.Key);
                case "put":
                    byte[] value = GreylistLab.Key(step.Argument);
                    var format = new GreylistFormat(lab.Databases);
                    await lab.PutAsync("greylist", step.Key, value, format.Expires(GreylistLab.Key(step.Key), value, lab.Databases.Find("greylist")!));
                    return "";
                default:
                    await (await lab.TableAsync("greylist")).DeleteAsync(GreylistLab.Key(step.Key), CancellationToken.None);
                    return "";
            }
        }
        catch (MflException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $" exception {e.Number} {e.Message}");
        }
    }

    // The reference keeps expired records until its tool deletes them.
    private static async Task AssertRecordsAsync(GreylistLab lab, ReferenceRun reference)
    {
        var format = new GreylistFormat(lab.Databases);
        var here = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<string>();
        var now = lab.Time.GetUtcNow();
        await foreach (StateEntry entry in (await lab.TableAsync("greylist")).EnumerateAsync(CancellationToken.None))
        {
            here.Add(Convert.ToHexStringLower(entry.Key.Span), Convert.ToHexStringLower(entry.Record.Value.Span));
            if (format.Describe(entry, new StateListing(now, Date)) is { } description)
                lines.Add(description.Line);
        }

        var there = (await reference.DumpAsync()).Where(pair => !HasExpired(pair)).ToDictionary(StringComparer.Ordinal);
        CollectionAssert.AreEquivalent(there, here);
        CollectionAssert.IsSubsetOf(lines, await reference.ListAsync());

        bool HasExpired(KeyValuePair<string, string> record) =>
            format.Expires(Convert.FromHexString(record.Key), Convert.FromHexString(record.Value), lab.Databases.Find("greylist")!) <= now;
    }

    private static string Date(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy}");
}
