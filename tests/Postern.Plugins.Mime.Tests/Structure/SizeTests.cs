using System.Globalization;
using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>Large and hostile messages: memory is bounded, and time grows with length only (a quadratic scan would take hours, the time-outs are for that).</summary>
[TestClass]
public sealed class SizeTests
{
    private const int TimeLimit = 300_000;
    private const int Length = 256 * 1024;
    private const string Top = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    private const string Line76 = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n";

    [TestMethod]
    [Timeout(TimeLimit)]
    [DataRow("base64", Line76)]
    [DataRow("quoted-printable", "A line of text that is =3D encoded and goes on for as long as such lines do=\r\n")]
    public void FiftyMegabytes_ParsedAndDecoded_TakeLittleMemory(string encoding, string line)
    {
        string part = $"--b\r\nContent-Type: application/octet-stream; name=x\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n";
        var block = Encoding.Latin1.GetBytes(part + string.Concat(Enumerable.Repeat(line, 100_000)));
        var content = new RepeatedContent(Encoding.Latin1.GetBytes(Top), block, 7, "--b--\r\n"u8.ToArray());
        long decoded = Walk(content);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual(decoded, Walk(content));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsTrue(content.Length > 50_000_000);
        Assert.IsTrue(decoded > 35_000_000);
        Assert.IsTrue(allocated < 1_000_000, $"{allocated} bytes");
    }

    [TestMethod]
    [Timeout(TimeLimit)]
    [DataRow("--b\r\n")]
    [DataRow("--b--\r\n")]
    [DataRow("--bx\r\n")]
    [DataRow("--c\r\n")]
    [DataRow("--\r\n")]
    [DataRow("--b\n")]
    [DataRow("--b\r")]
    [DataRow("--b")]
    [DataRow("-")]
    [DataRow("\n")]
    [DataRow("\r\n")]
    [DataRow("\r")]
    [DataRow("\0")]
    [DataRow("a")]
    [DataRow("a:\r\n")]
    [DataRow(" \r\n")]
    [DataRow("--b\r\nA:")]
    [DataRow("begin 644 x\r\n")]
    [DataRow("begin 644 x\r\n#0V%T\r\nend\r\n")]
    [DataRow("=ybegin size=1 name=x\r\n")]
    [DataRow("--b\r\nContent-Type: message/rfc822\r\n\r\n")]
    [DataRow("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")]
    [DataRow("Content-Type: multipart/mixed; boundary=b; boundary=c\r\n")]
    public void ManyTimesOneBlock_IsRead(string block)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(block);
        foreach (string before in new[] { "", Top, Top + "--b\r\n\r\n", Top + "--b\r\nX: " })
        {
            var content = new RepeatedContent(Encoding.Latin1.GetBytes(before), bytes, Length / bytes.Length, []);
            var message = new MessageReader().Read(content, MessageLimits.Default);

            Assert.AreEqual(content.Length, message.Root.EndOffset);
            Assert.IsTrue(message.Leaves.Count is > 0 and <= 10_000);
            Assert.IsTrue(message.Ambiguities.Count < 50);
        }
    }

    [TestMethod]
    [Timeout(TimeLimit)]
    public void HundredThousandParts_WithinLimits_AreAllThere()
    {
        var content = new RepeatedContent(Encoding.Latin1.GetBytes(Top), "--b\r\n\r\nx\r\n"u8.ToArray(), 100_000, "--b--\r\n"u8.ToArray());

        var message = new MessageReader().Read(content, new MessageLimits { Parts = 200_000 });

        Assert.AreEqual(100_000, message.Root.Parts.Count);
        Assert.AreEqual(100_000, message.Leaves.Count);
        Assert.AreEqual(MessageAnomalies.None, message.Anomalies);
    }

    [TestMethod]
    [Timeout(TimeLimit)]
    [DataRow(64, MessageAnomalies.LimitReached)]
    [DataRow(1000, MessageAnomalies.LimitReached)]
    public void DepthBomb_OfDifferentBoundaries_EndsAtTheLimit(int depth, MessageAnomalies expected)
    {
        var text = new StringBuilder("MIME-Version: 1.0\r\n");
        for (int i = 0; i < 20_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{new string('x', 60)}{i}\"\r\n\r\n--{new string('x', 60)}{i}\r\n");

        var message = Mail.ReadBytes(Encoding.Latin1.GetBytes(text.ToString()), new MessageLimits { Depth = depth });

        Assert.IsTrue(message.Anomalies.HasFlag(expected));
        int found = 1;
        for (var entity = message.Root; entity.Parts.Count > 0; entity = entity.Parts[0])
            found++;
        Assert.AreEqual(depth, found);
    }

    private static long Walk(IMessageContent content)
    {
        var message = new MessageReader().Read(content, MessageLimits.Default);
        byte[] buffer = new byte[16 * 1024];
        long size = 0;
        foreach (var leaf in message.Leaves)
        {
            using var stream = leaf.OpenDecoded();
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
                size += count;
        }

        return size;
    }
}
