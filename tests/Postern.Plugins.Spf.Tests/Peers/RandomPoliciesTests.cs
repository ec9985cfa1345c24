using System.Diagnostics;
using System.Net;
using Postern.Abstractions.Authentication;
using Postern.Plugins.Spf.Fakes;

namespace Postern.Plugins.Spf.Peers;

/// <summary>Random policies have the same results here and with python3-spf.</summary>
[TestClass]
public sealed class RandomPoliciesTests
{
    private const int Policies = 2200;
    private const int LeastEqual = 2000;

    // Python looks up what it need not: all claimed names of the client (and fails when one cannot be looked up: RFC 7208 section 5.5 skips it), and all mail
    // exchangers before it compares the first. Its vain look-ups then reach the limit earlier.
    private static readonly (string Text, string[] Terms)[] Deliberate =
    [
        ("Void lookup limit", ["ptr", "%{p}", "mx"]),
        ("DNS timeout", ["ptr", "%{p}"]),
    ];

    [TestMethod]
    public async Task CheckHost_RandomPolicies_AgreesWithPython()
    {
        var generator = new PolicyGenerator(seed: 7208);
        SpfCase[] cases = [.. Enumerable.Range(0, Policies).Select(generator.Next)];
        string[] theirs = await AskPythonAsync(cases);
        Assert.HasCount(Policies, theirs);

        var differences = new List<string>();
        var seen = new HashSet<string>();
        int equal = 0;
        foreach ((SpfCase test, string their) in cases.Zip(theirs))
        {
            var evaluator = new SpfEvaluator(test.MakeZone(), new FakeHost(TimeProvider.System));
            SpfAnswer answer = await evaluator.CheckHostAsync(IPAddress.Parse(test.Ip), test.Domain, test.Sender, test.Helo, default);
            string our = answer.Result.ToString().ToLowerInvariant();
            seen.Add(our);
            if (our == their.Split(' ')[0])
                equal++;
            else if (!Deliberate.Any(item => their.Contains(item.Text, StringComparison.Ordinal) && Array.Exists(item.Terms, term => test.ToJson().Contains(term, StringComparison.Ordinal))))
                differences.Add($"{our} {answer.Mechanism} {answer.Problem}, python says {their}: {test.ToJson()}");
        }

        Assert.HasCount(7, seen, "every result occurs");
        Assert.AreEqual("", string.Join("\n", differences.Take(5)), $"{differences.Count} of {Policies} differ");
        Assert.IsGreaterThanOrEqualTo(LeastEqual, equal);
    }

    private static async Task<string[]> AskPythonAsync(IReadOnlyList<SpfCase> cases)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Peers/pyspf.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        foreach (SpfCase test in cases)
            await process.StandardInput.WriteLineAsync(test.ToJson());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
