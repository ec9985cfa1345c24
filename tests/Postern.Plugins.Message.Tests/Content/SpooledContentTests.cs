using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message.Tests.Content;

[TestClass]
public sealed class SpooledContentTests
{
    [TestMethod]
    [DataRow(1000)]
    [DataRow(256 * 1024)]
    [DataRow(256 * 1024 + 1)]
    [DataRow(3_000_000)]
    public void Open_Bytes_AreReadByEveryReaderAtItsPlace(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        using var content = new SpooledContent();
        for (int at = 0; at < length; at += 999)
            content.Append(bytes.AsSpan(at, Math.Min(999, length - at)));
        using Stream first = content.Open();
        using Stream second = content.Open();
        second.Seek(-10, SeekOrigin.End);
        byte[] read = new byte[length];

        first.ReadExactly(read);

        CollectionAssert.AreEqual(bytes, read);
        Assert.AreEqual(-1, first.ReadByte());
        Assert.AreEqual(bytes[^10], second.ReadByte());
        Assert.AreEqual(length, content.Length);
    }

    [TestMethod]
    public void Append_ManyBytes_LeavesNoFile()
    {
        using var content = new SpooledContent();

        content.Append(new byte[1_000_000]);

        string[] open = [.. Directory.GetFiles("/proc/self/fd").Select(static link => File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName ?? "")
            .Where(static target => target.Contains("/postern-", StringComparison.Ordinal) && !target.Contains("postern-plugins", StringComparison.Ordinal))];
        Assert.IsNotEmpty(open);
        Assert.IsTrue(open.All(static target => target.EndsWith(" (deleted)", StringComparison.Ordinal)), string.Join(' ', open));
    }
}
