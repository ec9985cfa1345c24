using System.Globalization;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Formats;

namespace Postern.Plugins.Databases.Tests.Formats;

[TestClass]
public sealed class CacheFormatTests
{
    // Records that mailfromd 8.15 has written when it verified addresses at a local server, on 30 November 2026.
    private const string NotFound = "64e30d6b00000000010000006b0d155d";
    private const string TemporaryFailure = "64e30d6b000000000300000000000000";
    private const string Success = "64e30d6b000000000000000000000000";
    private const long Then = 0x6b0de364;

    private static readonly StateDatabase Database = new("cache", "bdb:///cache.db")
    {
        PositiveExpireInterval = TimeSpan.FromSeconds(50),
        NegativeExpireInterval = TimeSpan.FromSeconds(49),
    };

    private static readonly StateListing Listing = new(
        DateTimeOffset.FromUnixTimeSeconds(Then), static time => time.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture));

    private readonly CacheFormat _format = new();

    [TestMethod]
    [DataRow("bad2@cl.test\0", NotFound, "bad2@cl.test  not_found Mon Nov 30 20:58:12 2026")]
    [DataRow("temp@cl.test:127.77.0.1\0", TemporaryFailure, "temp@cl.test:127.77.0.1 temp_failu Mon Nov 30 20:58:12 2026")]
    [DataRow("good@cl.test:127.77.0.1\0", Success, "good@cl.test:127.77.0.1    success Mon Nov 30 20:58:12 2026")]
    [DataRow("k\0", "64e30d6b00000000020000006b0d155d", "k    failure Mon Nov 30 20:58:12 2026")]
    [DataRow("k\0", "64e30d6b000000000400000000000000", "k    timeout Mon Nov 30 20:58:12 2026")]
    [DataRow("k\0", "64e30d6b00000000ffffffff00000000", "k    UNKNOWN Mon Nov 30 20:58:12 2026")]
    [DataRow("k", Success, "k    success Mon Nov 30 20:58:12 2026")]
    public void Describe_RecordOfMailfromd_IsItsLine(string key, string value, string line) => Assert.AreEqual(line, Describe(key, value)!.Line);

    [TestMethod]
    public void Describe_Fields_AreKeyStatusAndTime()
    {
        var fields = Describe("temp@cl.test:127.77.0.1\0", TemporaryFailure)!.Fields;

        Assert.AreEqual(
            $"key=temp@cl.test:127.77.0.1 status=temp_failure time={Then}", string.Join(' ', fields.Select(static field => $"{field.Name}={field.Value.Text}")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("64e30d6b00000000010000")]
    [DataRow("ffffffffffffff7f0000000000000000")]
    [DataRow("00000000000000800000000000000000")]
    public void Describe_DamagedRecord_IsNothing(string value) => Assert.IsNull(Describe("k\0", value));

    [TestMethod]
    [DataRow(Success, 51)]
    [DataRow(NotFound, 50)]
    [DataRow("64e30d6b000000000400000000000000", 50)]
    [DataRow("64e30d6b000000000700000000000000", 50)]
    [DataRow("64e30d6b000000000200000000000000", 2221)]
    [DataRow(TemporaryFailure, 2221)]
    public void Expires_Status_IsTheSecondAfterItsInterval(string value, int seconds) =>
        Assert.AreEqual(DateTimeOffset.FromUnixTimeSeconds(Then + seconds), _format.Expires("k\0"u8, Convert.FromHexString(value), Database));

    [TestMethod]
    [DataRow("", null)]
    [DataRow("64e30d6b00", null)]
    [DataRow("ffffffffffffff7f0000000000000000", null)]
    [DataRow("00000000000000800000000000000000", 0L)]
    public void Expires_DamagedRecord_IsNeverOrLongAgo(string value, long? seconds) => Assert.AreEqual(
        seconds is { } second ? DateTimeOffset.FromUnixTimeSeconds(second) : null, _format.Expires("k\0"u8, Convert.FromHexString(value), Database));

    [TestMethod]
    public void ToStored_Record_HasTheLayoutOfMailfromd()
    {
        var stored = new CacheRecord(Then, CacheStatus.TemporaryFailure).ToStored(Database);

        Assert.AreEqual(TemporaryFailure, Convert.ToHexStringLower(stored.Value.Span));
        Assert.AreEqual(DateTimeOffset.FromUnixTimeSeconds(Then + 2221), stored.Expires);
        Assert.IsTrue(CacheRecord.TryRead(stored.Value.Span, out var read));
        Assert.AreEqual(new CacheRecord(Then, CacheStatus.TemporaryFailure), read);
    }

    [TestMethod]
    [DataRow("", "a@b\0")]
    [DataRow("192.0.2.1", "a@b:192.0.2.1\0")]
    public void Key_AddressAndHost_EndsInNul(string host, string key) => Assert.AreEqual(key, Encoding.Latin1.GetString(CacheRecord.Key("a@b", host)));

    private StateDescription? Describe(string key, string value) =>
        _format.Describe(new StateEntry(Encoding.Latin1.GetBytes(key), new StateRecord(Convert.FromHexString(value), null)), Listing);
}
