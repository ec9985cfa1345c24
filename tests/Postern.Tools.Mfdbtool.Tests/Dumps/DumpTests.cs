using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Tools.Mfdbtool.Dumps;

namespace Postern.Tools.Mfdbtool.Tests.Dumps;

[TestClass]
public sealed class DumpTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public async Task Dump_Written_LooksAsDocumented()
    {
        string text = Encoding.ASCII.GetString(await WriteAsync([Entry("a b\\c\xFF\0", "value", Moment.AddMilliseconds(250)), Entry("", "", null)]));

        const string Head = "postern state dump 1\ncreated: 2026-01-01T00:00:00Z\nby: test\n\n";
        const string Records = "database: greylist\nsource: bdb:///x\\x0ay\nabout: 7\n\n1767225600.25\ta b\\\\c\\xff\\x00\tdmFsdWU=\n-\t\t\n";
        string sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Records)));
        Assert.AreEqual($"{Head}{Records}end: 2 records, sha256 {sum}\n\ncomplete: 1 databases\n", text);
    }

    [TestMethod]
    public async Task Dump_ReadBack_IsTheSame()
    {
        StateEntry[] entries =
        [
            Entry("", "", null),
            Entry(new string([.. Enumerable.Range(0, 256).Select(static i => (char)i)]), new string([.. Enumerable.Range(0, 256).Select(static i => (char)i)]), Moment),
            Entry("x", new string('y', 300_000), DateTimeOffset.MaxValue),
            Entry(new string('\n', 200_000), "z", DateTimeOffset.MinValue),
            Entry("t", "u", Moment.AddTicks(1)),
            Entry("before 1970", "u", DateTimeOffset.UnixEpoch.AddTicks(-1)),
        ];

        (DumpSection section, List<StateEntry> read) = await ReadAsync(await WriteAsync(entries));

        Assert.AreEqual(new DumpSection("greylist", 7), section);
        CollectionAssert.AreEqual(entries.Select(Shown).ToArray(), read.Select(Shown).ToArray());
    }

    [TestMethod]
    public async Task Dump_CutOffAnywhere_IsNoticed()
    {
        byte[] dump = await WriteAsync([Entry("a", "b", Moment), Entry("c", "d", null)]);
        for (int length = 0; length < dump.Length; length++)
        {
            byte[] part = dump[..length];
            await Assert.ThrowsExactlyAsync<DumpException>(() => ReadAsync(part), $"the first {length} of {dump.Length} bytes");
        }
    }

    [TestMethod]
    public async Task Dump_AnyByteOfARecordChanged_IsNoticed()
    {
        byte[] dump = await WriteAsync([Entry("a", "b", Moment), Entry("c", "d", null)]);
        int start = Encoding.ASCII.GetString(dump).IndexOf("database: ", StringComparison.Ordinal);
        for (int place = start; place < dump.Length; place++)
        {
            byte[] changed = [.. dump];
            changed[place] ^= 1;
            await Assert.ThrowsExactlyAsync<DumpException>(() => ReadAsync(changed), $"byte {place}");
        }
    }

    [TestMethod]
    [DataRow("", "x:0: expected `postern state dump 1': this is no dump that this version can read")]
    [DataRow("postern state dump 2\n", "x:1: expected `postern state dump 1': this is no dump that this version can read")]
    [DataRow("postern state dump 1\nnonsense\n", "x:2: expected `NAME: TEXT'")]
    [DataRow("postern state dump 1\n\n\n", "x:3: expected `database: NAME'")]
    [DataRow("postern state dump 1\n\nbase: x\n", "x:3: expected `database: NAME', found `base'")]
    [DataRow("postern state dump 1\n\ndatabase: x\nabout: y\n", "x:4: expected a number after `about', found `y'")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n- a b\n", "x:5: expected a record: when it expires, key and value, separated by tabs")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n1e9\ta\tYQ==\n", "x:5: expected a record: when it expires, key and value, separated by tabs")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n99999999999999\ta\tYQ==\n", "x:5: expected a record: when it expires, key and value, separated by tabs")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n79228162514264337593543950335\ta\tYQ==\n", "x:5: expected a record: when it expires, key and value, separated by tabs")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n-\t\\y\tYQ==\n", "x:5: expected a record: when it expires, key and value, separated by tabs")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n-\ta\tY\n", "x:5: expected a record: when it expires, key and value, separated by tabs")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n-\ta\tYQ==", "x:5: the dump is cut off in the middle of this line")]
    [DataRow("postern state dump 1\n\ndatabase: x\n\n", "x:4: the dump is cut off behind this line: its last line would be `complete'")]
    [DataRow("postern state dump 1\n\ncomplete: 1 databases\n", "x:3: the dump holds 0 databases, but says 1 databases")]
    [DataRow("postern state dump 1\n\ncomplete: 0 databases\nx\n", "x:4: expected the end: the dump is complete")]
    public async Task Dump_Damaged_IsTold(string text, string message)
    {
        DumpException exception = await Assert.ThrowsExactlyAsync<DumpException>(() => ReadAsync(Encoding.ASCII.GetBytes(text)));

        Assert.AreEqual(message, exception.Message);
    }

    private static StateEntry Entry(string key, string value, DateTimeOffset? expires) =>
        new(Encoding.Latin1.GetBytes(key), new StateRecord(Encoding.Latin1.GetBytes(value), expires));

    private static string Shown(StateEntry entry) =>
        $"{Convert.ToHexString(entry.Key.Span)} {Convert.ToHexString(entry.Record.Value.Span)} {entry.Record.Expires:O}";

    private static async Task<byte[]> WriteAsync(IEnumerable<StateEntry> entries)
    {
        using var stream = new MemoryStream();
        using var writer = new DumpWriter(stream);
        writer.Begin(Moment, "test");
        writer.BeginSection("greylist", "bdb:///x\ny", 7);
        foreach (StateEntry entry in entries)
            await writer.WriteAsync(entry.Key, entry.Record, entry.Record.Expires, CancellationToken.None);
        writer.EndSection();
        await writer.CompleteAsync(CancellationToken.None);
        return stream.ToArray();
    }

    private static async Task<(DumpSection Section, List<StateEntry> Entries)> ReadAsync(byte[] dump)
    {
        using var reader = new DumpReader(new MemoryStream(dump), "x");
        await reader.BeginAsync(CancellationToken.None);
        var entries = new List<StateEntry>();
        DumpSection? first = null;
        while (await reader.NextSectionAsync(CancellationToken.None) is { } section)
        {
            first ??= section;
            while (await reader.NextRecordAsync(CancellationToken.None) is { } entry)
                entries.Add(entry);
        }

        return (first!, entries);
    }
}
