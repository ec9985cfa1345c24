using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Dbm.Tests.Processes;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dbm.Tests.Reference;

/// <summary>Maps that Postfix and Sendmail make are read and changed here, and read there.</summary>
[TestClass]
public sealed class MapTests : IDisposable
{
    private const int Lines = 2000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("maps");

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("postmap", "hash", "bdb", ".db")]
    [DataRow("postmap", "btree", "bdb", ".db")]
    [DataRow("postmap", "lmdb", "lmdb", ".lmdb")]
    [DataRow("postalias", "hash", "bdb", ".db")]
    [DataRow("postalias", "lmdb", "lmdb", ".lmdb")]
    public async Task PostfixMap_ReadAndChanged_IsReadByPostfix(string tool, string type, string scheme, string suffix)
    {
        string colon = tool == "postalias" ? ":" : "";
        // Postfix ends keys and values with a NUL, Sendmail does not.
        const string End = "\0";
        string source = _folder.Write("map", string.Concat(Enumerable.Range(0, Lines).Select(n => $"name{n}{colon} value {n}\n")));
        await RunAsync("/usr/sbin/" + tool, $"{type}:{source}");
        var provider = LockTests.Provider(scheme, Limit);
        Assert.IsTrue(provider.Recognizes(source + suffix));

        await using (var table = await provider.OpenAsync(new StateTableRequest(source + suffix), Token))
        {
            var record = await table.GetAsync(Bytes("name1234" + End), Token);
            Assert.AreEqual("value 1234" + End, Encoding.Latin1.GetString(record!.Value.Value.Span));
            Assert.IsGreaterThanOrEqualTo(Lines, await table.CountAsync(Token));
            await table.PutAsync(Bytes("added" + End), new StateRecord(Bytes("ours" + End), null), Token);
            await table.DeleteAsync(Bytes("name7" + End), Token);
            await table.CompactAsync(Token);
        }

        Assert.AreEqual("ours\n", (await QueryAsync(tool, "added", $"{type}:{source}")).Output);
        Assert.AreEqual("value 1999\n", (await QueryAsync(tool, "name1999", $"{type}:{source}")).Output);
        Assert.AreEqual(1, (await QueryAsync(tool, "name7", $"{type}:{source}")).Code);
        // Postfix writes into our file, too.
        await RunAsync("/usr/sbin/" + tool, $"{type}:{source}");
        await using var again = await provider.OpenAsync(new StateTableRequest(source + suffix), Token);
        Assert.IsNotNull(await again.GetAsync(Bytes("name7" + End), Token));
    }

    [TestMethod]
    [DataRow("hash")]
    [DataRow("btree")]
    public async Task SendmailMap_IsRead(string type)
    {
        string root = await UnpackedPackages.GetAsync("sendmail-bin", "sendmail-cf", "libwrap0");
        string configuration = _folder.Write("sendmail.cf", "V10/Berkeley\n");
        string source = _folder.Write(
            "access",
            "Spammer.example\tREJECT\nconnect:192.0.2.1\tOK\n" + string.Concat(Enumerable.Range(0, Lines).Select(static n => $"h{n}\tRELAY\n")));
        string libraries = string.Join(':', Directory.EnumerateDirectories(root + "/usr/lib", "*-linux-gnu*"));
        await RunAsync("/bin/sh", "-c", $"LD_LIBRARY_PATH={libraries} {root}/usr/libexec/sendmail/makemap -C {configuration} {type} {source} < {source}");

        await using var table = await LockTests.Provider("bdb", Limit).OpenAsync(
            new StateTableRequest(source + ".db") { Mode = StateTableMode.ReadOnly }, Token);
        Assert.AreEqual("REJECT", Encoding.Latin1.GetString((await table.GetAsync(Bytes("spammer.example"), Token))!.Value.Value.Span));
        Assert.AreEqual(Lines + 2, await table.CountAsync(Token));
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static Task<(int Code, string Output)> QueryAsync(string tool, string key, string map) =>
        ServerProcess.RunAsync("/usr/sbin/" + tool, ["-q", key, map], Limit);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await ServerProcess.RunAsync(program, arguments, Limit);
        Assert.AreEqual(0, code, output);
    }
}
