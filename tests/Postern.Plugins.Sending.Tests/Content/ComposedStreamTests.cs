using System.Text;
using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Tests.Fakes;

namespace Postern.Plugins.Sending.Tests.Content;

[TestClass]
public sealed class ComposedStreamTests
{
    private static readonly ComposedContent Content = new(
    [
        ContentSegment.Of("abc"u8.ToArray()), ContentSegment.Of(default), new ContentSegment(4, static () => new MemoryStream("__defg__"u8.ToArray()), 2), ContentSegment.Of("h"u8.ToArray()),
    ]);

    [TestMethod]
    public void Open_Segments_ReadAsOne()
    {
        Assert.AreEqual(8, Content.Length);
        Assert.AreEqual("abcdefgh", Content.Text());
        Assert.AreEqual("", new ComposedContent([]).Text());
    }

    [TestMethod]
    public async Task Seek_AnyPlace_ReadsFromThere()
    {
        await using var stream = Content.Open();
        var buffer = new byte[8];
        foreach (var start in new[] { 7, 0, 3, 2, 6, 8, 5 })
        {
            stream.Position = start;
            var count = await stream.ReadAtLeastAsync(buffer, 8 - start, throwOnEndOfStream: false);
            Assert.AreEqual("abcdefgh"[start..], Encoding.ASCII.GetString(buffer, 0, count));
        }
    }

    [TestMethod]
    public void Read_SegmentThatHasShrunk_IsNoEnd()
    {
        using var stream = new ComposedContent([new ContentSegment(5, static () => new MemoryStream("abc"u8.ToArray()))]).Open();

        Assert.ThrowsExactly<EndOfStreamException>(() => stream.ReadExactly(new byte[5]));
    }
}
