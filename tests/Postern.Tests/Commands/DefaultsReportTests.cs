using Postern.Daemon.Commands;
using Postern.Tests.FilterTests;

namespace Postern.Tests.Commands;

[TestClass]
public sealed class DefaultsReportTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Write_PluginsOfTheReleaseLayout_TellsTheirDatabases()
    {
        using var output = new StringWriter { NewLine = "\n" };

        await DefaultsReport.WriteAsync(output, TestLab.Layout, TestContext.CancellationToken);

        string[] lines = output.ToString().Split('\n');
        int first = Array.FindIndex(lines, static line => line.StartsWith("supported database types:", StringComparison.Ordinal));
        StringAssert.Contains(lines[first], "sqlite", StringComparison.Ordinal);
        CollectionAssert.AreEqual(
            new[]
            {
                "default database type:sqlite",
                "greylist database:/var/lib/postern/greylist.sqlite",
                "greylist expiration:86400",
                "tbf database:/var/lib/postern/tbf.sqlite",
                "tbf expiration:86400",
                "rate database:/var/lib/postern/rates.sqlite",
                "rate expiration:86400",
                "cache database:/var/lib/postern/mailfromd.sqlite",
                "cache positive expiration:86400",
                "cache negative expiration:43200",
            },
            lines[(first + 1)..(first + 11)]);
    }
}
