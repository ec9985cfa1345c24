using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Storage;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests.Storage;

[TestClass]
public sealed class MessageStoreTests
{
    [TestMethod]
    [DataRow(100, false)]
    [DataRow(1000, false)]
    [DataRow(1001, true)]
    [DataRow(300_000, true)]
    public void Body_OfAnySize_IsReadBackAndNoFileHasAName(int size, bool spooled)
    {
        string directory = Directory.CreateTempSubdirectory("postern-test-").FullName;
        byte[] body = new byte[size];
        new Random(size).NextBytes(body);
        using (var store = new MessageStore(directory, 1000))
        {
            foreach (byte[] chunk in body.Chunk(777))
                store.AddBody(chunk);

            Assert.AreEqual(spooled, store.IsSpooled);
            Assert.AreEqual(size, store.BodyLength);
            Assert.IsEmpty(Directory.GetFileSystemEntries(directory));
            using var first = store.OpenBody();
            using var second = store.OpenBody();
            second.Position = size - 1;
            byte[] read = new byte[size];
            first.ReadExactly(read);
            CollectionAssert.AreEqual(body, read);
            Assert.AreEqual(body[^1], second.ReadByte());
            Assert.AreEqual(-1, second.ReadByte());
        }

        Directory.Delete(directory);
    }

    [TestMethod]
    public void Clear_SpooledBody_BeginsAnewInMemory()
    {
        string directory = Directory.CreateTempSubdirectory("postern-test-").FullName;
        using (var store = new MessageStore(directory, 10))
        {
            store.AddBody(new byte[100]);
            store.Clear();
            store.AddBody("abc"u8);

            Assert.IsFalse(store.IsSpooled);
            using var reader = new StreamReader(store.OpenBody(), Encoding.Latin1);
            Assert.AreEqual("abc", reader.ReadToEnd());
        }

        Directory.Delete(directory);
    }

    [TestMethod]
    [DataRow(true, "Subject: one\n two")]
    [DataRow(false, "")]
    public async Task Header_IsKeptOnlyWhenTheFilterWantsIt(bool keeps, string expected)
    {
        string kept = "";
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements
            {
                Stages = MilterStages.EndOfMessage,
                InlineStages = MilterStages.All,
                KeepsHeader = keeps,
            },
        }.On(MilterStage.EndOfMessage, context =>
        {
            kept = string.Join('|', context.Message.Header.Select(static field =>
                $"{Encoding.Latin1.GetString(field.Name.Span)}: {Encoding.Latin1.GetString(field.Value.Span)}"));
            return MilterReply.Continue;
        });
        using var transport = new MemoryTransport();
        transport.Feed(Frames.Offer(steps: 0), Frames.Connect(), Frames.Mail(), Frames.Rcpt());
        transport.Feed(Frames.Header("Subject", "one\n two"), Frames.EndOfHeaders(), Frames.EndOfMessage(), Frames.Quit());

        await SessionRun.ServeAsync(engine, transport);

        Assert.AreEqual(expected, kept);
    }
}
