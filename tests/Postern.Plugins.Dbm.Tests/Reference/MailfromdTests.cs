using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Tests.Processes;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests.Reference;

/// <summary>Files that mailfromd writes are read here, and the reverse; both work on one file at once.</summary>
[TestClass]
public sealed class MailfromdTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("mailfromd");

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private string StateFolder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    public async Task Get_WrittenByMailfromd_IsTheSameBytes(string scheme)
    {
        string path = _folder.Combine("plain");
        string url = $"{scheme}://{path}";
        await RunAsync($"""
            dbput("{url}", "plain", "value")
            dbput("{url}", "ended", "value", 1)
            dbput("{url}", "empty", "")
            dbput("{url}", "\x01\xff\xc3", "\xfe\x01")
            number i 0
            loop for set i 0, while i < 300, set i i + 1
            do
              dbput("{url}", "key %i", "number %i")
            done
            dbdel("{url}", "key 7")
            """);

        await using var table = await OpenAsync(scheme, path);
        // Values end with a NUL whether keys do or not.
        Assert.AreEqual("value\0", await TextAsync(table, "plain"));
        Assert.AreEqual("value\0", await TextAsync(table, "ended\0"));
        Assert.AreEqual("\0", await TextAsync(table, "empty"));
        Assert.AreEqual("\u00fe\u0001\0", await TextAsync(table, "\u0001\u00ff\u00c3"));
        Assert.AreEqual("number 299\0", await TextAsync(table, "key 299"));
        Assert.IsNull(await TextAsync(table, "key 7"));
        Assert.AreEqual(303, await table.CountAsync(Token));
        int seen = 0;
        await foreach (var entry in table.EnumerateAsync(Token))
            seen++;
        Assert.AreEqual(303, seen);
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    public async Task Mailfromd_WrittenByUs_IsTheSameBytes(string scheme)
    {
        string path = _folder.Combine("ours");
        await using (var table = await OpenAsync(scheme, path))
        {
            await table.PutAsync(Bytes("plain"), new StateRecord(Bytes("value"), null), Token);
            await table.PutAsync(Bytes("ended\0"), new StateRecord(Bytes("value\0"), null), Token);
            await table.PutAsync(Bytes("odd\u00ff"), new StateRecord(Bytes("\u00fe\u0001"), null), Token);
            await table.PutManyAsync(
                [.. Enumerable.Range(0, 300).Select(static n => new StateEntry(Bytes($"key {n}"), new StateRecord(Bytes($"number {n}"), null)))], Token);
            await table.DeleteAsync(Bytes("key 7"), Token);
            await table.CompactAsync(Token);
        }

        string url = $"{scheme}://{path}";
        string output = await RunAsync($"""
            echo dbget("{url}", "plain") . "|" . dbget("{url}", "ended", "none", 1) . "|" . dbmap("{url}", "ended")
            echo length(dbget("{url}", "odd\xff")) . "|" . dbget("{url}", "key 299") . "|" . dbget("{url}", "key 7", "gone")
            number n 0
            number d dbfirst("{url}")
            loop
            do
              set n n + 1
            done while dbnext(d)
            echo n
            """);
        Assert.AreEqual("value|value|0\n2|number 299|gone\n302\n", output);
    }

    [TestMethod]
    [DataRow("gdbm")]
    [DataRow("bdb")]
    public async Task Records_OfRateTbfAndGreylist_AreTakenOverByMailfromd(string scheme)
    {
        string configuration = _folder.Write("mailfromd.conf", $"database-type {scheme};\n");
        string script = """
            echo rate("key", 1000000) . "|" . tbf_rate("key", 1, 1000000, 10) . "|" . greylist("key", 300)
            """;
        await RunAsync(script, configuration);
        await RunAsync(script, configuration);
        // Our copies of the records take the place of the originals, byte for byte.
        foreach (string name in new[] { "rates.db", "tbf.db", "greylist.db" })
        {
            List<StateEntry> entries = [];
            await using (var table = await OpenAsync(scheme, _folder.Combine(name)))
            {
                await foreach (var entry in table.EnumerateAsync(Token))
                    entries.Add(entry);
            }

            Assert.HasCount(1, entries);
            CollectionAssert.AreEqual(Bytes("key\0"), entries[0].Key.ToArray());
            File.Delete(_folder.Combine(name));
            await using var copy = await OpenAsync(scheme, _folder.Combine(name));
            await copy.PutManyAsync(entries, Token);
        }

        await RunAsync(script, configuration);

        await using var rates = await OpenAsync(scheme, _folder.Combine("rates.db"));
        var rate = await rates.GetAsync(Bytes("key\0"), Token);
        Assert.AreEqual(3L, BinaryPrimitives.ReadInt64LittleEndian(rate!.Value.Value.Span[^sizeof(long)..]));
    }

    /// <summary>mailfromd counts one key by its function <c>rate</c>, and two processes of ours add to the same number.</summary>
    [TestMethod]
    public async Task Rate_MailfromdAndTwoOfOurs_LoseNothing()
    {
        const int Calls = 400;
        const int CountAt = 16;
        string path = _folder.Combine("rates.db");
        string configuration = _folder.Write("mailfromd.conf", "database-type bdb;\n");
        await RunAsync("rate(\"key\", 1000000)", configuration);

        var children = new[] { nameof(Child_CountsBesideMailfromd), nameof(Child_CountsBesideMailfromd) }
            .Select(test => ChildRun.Start(test, path, $"{CountAt}", $"{Calls}")).ToList();
        await RunAsync($"""
            number i 0
            number r 0
            loop for set i 0, while i < {Calls}, set i i + 1
            do
              set r rate("key", 1000000)
            done
            """, configuration);
        foreach (var child in children)
        {
            Assert.AreEqual(0, await child.WaitForExitAsync(Limit), child.Output);
            await child.DisposeAsync();
        }

        await using var table = await OpenAsync("bdb", path);
        var record = await table.GetAsync(Bytes("key\0"), Token);
        Assert.AreEqual(1L + (3 * Calls), BinaryPrimitives.ReadInt64LittleEndian(record!.Value.Value.Span[CountAt..]));
    }

    /// <summary>The child of the test above.</summary>
    [TestMethod]
    public async Task Child_CountsBesideMailfromd()
    {
        if (ChildRun.Job is not [var path, var at, var calls])
            return;
        await using var table = await LockTests.Provider("bdb", Limit).OpenAsync(new StateTableRequest(path), Token);
        for (int round = 0; round < ChildRun.Number(calls); round++)
        {
            await Counter.IncrementAsync(table, Bytes("key\0"), ChildRun.Number(at), Token);
            // mailfromd tries only once a second: ours leave it a chance.
            await Task.Delay(1, Token);
        }
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private async Task<string?> TextAsync(IStateTable table, string key) =>
        await table.GetAsync(Bytes(key), Token) is { } record ? Encoding.Latin1.GetString(record.Value.Span) : null;

    private Task<IStateTable> OpenAsync(string scheme, string path) =>
        LockTests.Provider(scheme, Limit).OpenAsync(new StateTableRequest(path), Token).AsTask();

    private async Task<string> RunAsync(string statements, string? configuration = null)
    {
        string script = _folder.Write("script.mfl", $"func main(...) returns number\ndo\n{statements}\nreturn 0\ndone\n");
        string[] options = configuration is null ? ["--no-config"] : ["--config-file", configuration];
        var (code, output) = await ServerProcess.RunAsync("/usr/sbin/mailfromd", [.. options, "--state-directory", StateFolder, "--run", script], Limit);
        Assert.AreEqual(0, code, output);
        return output;
    }
}
