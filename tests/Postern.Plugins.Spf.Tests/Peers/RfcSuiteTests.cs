using System.Net;
using Postern.Abstractions.Authentication;
using Postern.Plugins.Spf.Fakes;
using Postern.Testing.Servers;

namespace Postern.Plugins.Spf.Peers;

/// <summary>The public test suite for RFC 7208, as Debian ships it with python3-spf.</summary>
[TestClass]
public sealed class RfcSuiteTests
{
    private const string Suite = "usr/share/doc/python3-spf/rfc7208-tests.yml.gz";
    private const int LeastTests = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task CheckHost_EveryTestOfTheSuite_GivesAnAllowedResult()
    {
        // A machine without documentation has the package, but not this file.
        string file = "/" + Suite;
        if (!File.Exists(file))
            file = Path.Combine(await UnpackedPackages.GetAsync("python3-spf"), Suite);
        (int code, string output) = await ServerProcess.RunAsync("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Peers/suite.py"), file], Limit);
        Assert.AreEqual(0, code, output);
        SpfCase[] cases = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SpfCase.Parse)];
        Assert.IsGreaterThanOrEqualTo(LeastTests, cases.Length);

        var wrong = new List<string>();
        foreach (SpfCase test in cases)
        {
            var evaluator = new SpfEvaluator(test.MakeZone(), new FakeHost(TimeProvider.System));
            string sender = test.Sender.Length > 0 ? test.Sender : $"postmaster@{test.Helo}";
            SpfAnswer answer = await evaluator.CheckHostAsync(IPAddress.Parse(test.Ip), test.Domain, sender, test.Helo, default);
            string result = answer.Result.ToString().ToLowerInvariant();
            if (!test.Results.Contains(result))
                wrong.Add($"{test.Name}: {result} {answer.Problem}, asked {string.Join(" or ", test.Results)}");
            // The digits of nibbles may have either case.
            else if (test.Explanation is { } explanation && result == "fail" && !answer.Explanation.Equals(explanation == "DEFAULT" ? "" : explanation, StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{test.Name}: explanation `{answer.Explanation}', asked `{explanation}'");
        }

        Assert.AreEqual("", string.Join("\n", wrong));
    }
}
