using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>A message is read the same however its bytes arrive, and all of it belongs to somebody.</summary>
[TestClass]
public sealed class DeliveryTests
{
    private const int Messages = 100;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(17)]
    [DataRow(1000)]
    public void Message_InPieces_IsReadAsInOnePiece(int pieceLength)
    {
        var generator = new MessageGenerator(seed: pieceLength);
        for (int i = 0; i < Messages; i++)
        {
            byte[] bytes = generator.Next();
            string expected = Mail.Describe(Mail.ReadBytes(bytes));

            string actual = Mail.Describe(new MessageReader().Read(new SlowContent(bytes, pieceLength), MessageLimits.Default));

            Assert.AreEqual(expected, actual, $"message {i}: {Encoding.Latin1.GetString(bytes)}");
        }
    }

    [TestMethod]
    public void Message_EveryCut_IsRead()
    {
        var generator = new MessageGenerator(seed: 99);
        for (int i = 0; i < 5; i++)
        {
            byte[] bytes = generator.Next();
            for (int length = 0; length <= Math.Min(bytes.Length, 600); length++)
                CheckExtents(Mail.ReadBytes(bytes[..length]));
        }
    }

    [TestMethod]
    public void Entities_OfEveryMessage_LieInTheOneAround()
    {
        var generator = new MessageGenerator(seed: 7);
        for (int i = 0; i < 500; i++)
            CheckExtents(Mail.ReadBytes(generator.Next()));
    }

    [TestMethod]
    public void LargeHeader_InAStream_IsRead()
    {
        byte[] bytes = Encoding.Latin1.GetBytes($"A: 1\r\nB: {string.Concat(Enumerable.Repeat("x\r\n ", 100_000))}\r\nC: 3\r\n\r\nbody");

        var message = new MessageReader().Read(new SlowContent(bytes, 50_000), MessageLimits.Default);

        Assert.AreEqual(3, message.Header.Count);
        Assert.AreEqual("body", Mail.Text(message.Root.Body));
        Assert.AreEqual(400_001, message.Header[1].Field.Body.Length);
    }

    private static void CheckExtents(IMailMessage message)
    {
        Assert.AreEqual(0, message.Root.Offset);
        Assert.AreEqual(message.Content.Length, message.Root.EndOffset);
        CheckExtents(message.Root);
        foreach (var leaf in message.Leaves)
            Assert.IsTrue(leaf.Offset <= leaf.BodyOffset && leaf.BodyOffset <= leaf.EndOffset && leaf.EndOffset <= message.Content.Length);
    }

    private static void CheckExtents(IMimeEntity entity)
    {
        Assert.IsTrue(entity.Offset <= entity.BodyOffset && entity.BodyOffset <= entity.EndOffset);
        long last = entity.BodyOffset;
        foreach (var part in entity.Parts)
        {
            Assert.AreSame(entity, part.Parent);
            Assert.IsTrue(part.Offset >= last && part.EndOffset <= entity.EndOffset, $"{part.Offset} to {part.EndOffset} behind {last} in {entity.EndOffset}");
            CheckExtents(part);
            last = part.EndOffset;
        }
    }
}
