using System.Globalization;
using System.Text;
using Postern.Testing.Milter;
using Postern.Testing.Servers;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>What mailfromd has written, we list as its own tool does; what we write, its own tool lists as we do.</summary>
[TestClass]
public sealed class FilledByReferenceTests
{
    private const string Filter = """
        func main(...) returns number
        do
          number n 0
          number i 0
          loop for set i 0, while i < 40, set i i + 1
          do
            set n rate("sender%i@example.org-192.0.2.1", 3600)
            set n rate("sender1@example.org-192.0.2.1", 3600)
            set n tbf_rate("bucket%i", i % 7, 1000000, 10)
            set n greylist("192.0.2.1-a%i@example.org-b@example.net", 300)
          done
          return 0
        done

        """;

    private static readonly string[] Formats = ["rate", "tbf", "greylist"];

    [TestMethod]
    [DataRow("bdb")]
    [DataRow("gdbm")]
    public async Task Databases_FilledByTheReference_AreListedAlike(string kind)
    {
        using var folder = new TemporaryFolder("mfdbtool-filled");
        string state = folder.MakeFolder("state");
        string script = folder.Write("f.mfl", Filter);
        string[] options = [$"--config-file={folder.Write("c.conf", $"database-type {kind};\n")}", $"--state-directory={state}"];
        await OwnAsync(state);

        // Twice, half an hour apart, so that rates have an interval.
        foreach (int age in new[] { 1800, 0 })
        {
            var (_, errors, code) = await ReferenceAsync(CraftedRecords.Now - age, "/usr/sbin/mailfromd", [.. options, "--no-preprocessor", "--stderr", "--run", script], state);
            Assert.AreEqual(0, code, errors);
        }

        await ToolProcess.RunAsync("/bin/sh", ["-c", "chmod 600 *.db"], state);
        await AssertListedAlikeAsync(options, state);

        // Back from a dump into new files.
        Assert.AreEqual(("", 0), await OursAsync([.. options, "--export", folder.Combine("dump"), "--all"], folder.Combine("log")));
        await ToolProcess.RunAsync("/bin/sh", ["-c", "rm *.db"], state);
        Assert.AreEqual(("", 0), await OursAsync([.. options, "--import", folder.Combine("dump")], folder.Combine("log")));
        await ToolProcess.RunAsync("/bin/sh", ["-c", "chmod 600 *.db"], state);
        await OwnAsync(state);
        await AssertListedAlikeAsync(options, state);
    }

    private static async Task AssertListedAlikeAsync(string[] options, string state)
    {
        foreach (string format in Formats)
        {
            string[] words = [.. options, "--list", "-H", format];
            var (reference, errors, _) = await ReferenceAsync(CraftedRecords.Now, "/usr/bin/mfdbtool", words, state);
            string log = Path.Combine(state, "../log");
            await OursAsync(words, log);
            string[] lines = reference.Split('\n');
            Assert.IsGreaterThanOrEqualTo(25, lines.Length, errors);
            CollectionAssert.AreEquivalent(lines, (await File.ReadAllTextAsync(log, Encoding.Latin1)).Split('\n'), format);
        }
    }

    private static Task<(string Output, string Errors, int Code)> ReferenceAsync(long now, string program, IEnumerable<string> words, string state)
    {
        string[] command = ["/usr/bin/faketime", "-f", now.ToString(CultureInfo.InvariantCulture), program, .. words];
        if (Environment.IsPrivilegedProcess)
            command = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. command];
        return ToolProcess.RunAsync(
            command[0], command[1..], state, new Dictionary<string, string>(StringComparer.Ordinal) { ["FAKETIME_FMT"] = "%s", ["LC_ALL"] = "C" });
    }

    private static async Task<(string Errors, int Code)> OursAsync(string[] words, string outputFile)
    {
        await using var output = new FileStream(outputFile, FileMode.Create);
        using var errors = new MemoryStream();
        int code = await new MfdbtoolCommand(new StandardFiles(Stream.Null, output, errors, ShowsProgress: false), new ManualTime(), PluginSite.OpenAsync, static (_, _) => { })
            .RunAsync(words, CancellationToken.None);
        return (Encoding.Latin1.GetString(errors.ToArray()), code);
    }

    private static async Task OwnAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
            await ToolProcess.RunAsync("/bin/chown", ["-R", "nobody:nogroup", folder]);
    }
}
