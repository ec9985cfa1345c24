using Postern.Milter.Wire;

namespace Postern.Milter.Tests.Wire;

[TestClass]
public sealed class FrameReaderTests
{
    private const int Limit = 100;

    [TestMethod]
    [DataRow(new byte[] { }, 0u)]
    [DataRow(new byte[] { 0, 0, 0 }, 0u)]
    [DataRow(new byte[] { 0, 0, 0, 2 }, 2u)]
    [DataRow(new byte[] { 0, 0, 0, 2, 65 }, 2u)]
    public void Read_PartOfAFrame_NeedsMoreAndTellsTheLengthWhenKnown(byte[] input, uint length)
    {
        Assert.AreEqual(FrameStatus.NeedsMore, FrameReader.Read(input, Limit, out var frame));
        Assert.AreEqual(length, frame.Length);
    }

    [TestMethod]
    [DataRow(new byte[] { 0, 0, 0, 0 })]
    [DataRow(new byte[] { 0, 0, 0, 101 })]
    [DataRow(new byte[] { 0x80, 0, 0, 0 })]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3 })]
    public void Read_LengthZeroOrAboveLimit_IsInvalid(byte[] input) =>
        Assert.AreEqual(FrameStatus.Invalid, FrameReader.Read(input, Limit, out _));

    [TestMethod]
    [DataRow(new byte[] { 0, 0, 0, 1, 65 }, 65, 0, 5)]
    [DataRow(new byte[] { 0, 0, 0, 3, 66, 1, 2 }, 66, 2, 7)]
    [DataRow(new byte[] { 0, 0, 0, 1, 67, 0, 0, 0, 9 }, 67, 0, 5)]
    public void Read_WholeFrame_IsComplete(byte[] input, int code, int payload, int total)
    {
        Assert.AreEqual(FrameStatus.Complete, FrameReader.Read(input, Limit, out var frame));
        Assert.AreEqual(code, frame.Code);
        Assert.AreEqual(payload, frame.PayloadBytes);
        Assert.AreEqual(total, frame.TotalBytes);
    }

    [TestMethod]
    public void Read_LengthAtTheLimit_IsComplete()
    {
        byte[] input = new byte[4 + Limit];
        input[3] = Limit;
        Assert.AreEqual(FrameStatus.Complete, FrameReader.Read(input, Limit, out _));
    }
}
