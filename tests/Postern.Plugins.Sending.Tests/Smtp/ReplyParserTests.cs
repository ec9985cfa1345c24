using System.Text;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Tests.Smtp;

[TestClass]
public sealed class ReplyParserTests
{
    [TestMethod]
    [DataRow("250 ok\r\n", 250, "ok")]
    [DataRow("250\r\n", 250, "")]
    [DataRow("250-one\r\n250-two\r\n250 three\r\n", 250, "one|two|three")]
    [DataRow("250-\r\n250\r\n", 250, "|")]
    [DataRow("550 5.1.1 no\x01 such\x7f user\r\n", 550, "5.1.1 no? such? user")]
    public void Next_WholeReply_IsReadHoweverItComes(string bytes, int code, string lines)
    {
        foreach (var size in new[] { bytes.Length, 1, 2, 3 })
        {
            var parser = new ReplyParser();
            Assert.AreEqual(ReplyStatus.Done, Feed(parser, bytes, size, out var reply));
            Assert.AreEqual(code, reply!.Code);
            Assert.AreEqual(lines, string.Join('|', reply.Lines));
            Assert.IsFalse(parser.HasLeftover);
        }
    }

    [TestMethod]
    [DataRow("250 ok\n", "a reply line that ends in a bare LF")]
    [DataRow("250-a\r\n250 b\n", "a reply line that ends in a bare LF")]
    [DataRow("\n", "a reply line that ends in a bare LF")]
    [DataRow("250 o\rk\r\n", "a bare CR or a NUL in a reply")]
    [DataRow("250 o\0k\r\n", "a bare CR or a NUL in a reply")]
    [DataRow("250-a\r\n251 b\r\n", "a reply whose lines have different codes, 250 and 251")]
    [DataRow("\r\n", "a reply without a code")]
    [DataRow("25\r\n", "a reply without a code")]
    [DataRow("2x0 ok\r\n", "a reply without a code")]
    [DataRow("650 ok\r\n", "a reply without a code")]
    [DataRow("150 ok\r\n", "a reply without a code")]
    [DataRow("250ok\r\n", "a reply without a code")]
    public void Next_WhatIsNoReply_IsInvalid(string bytes, string problem)
    {
        foreach (var size in new[] { bytes.Length, 1 })
        {
            var parser = new ReplyParser();
            Assert.AreEqual(ReplyStatus.Invalid, Feed(parser, bytes, size, out _));
            Assert.AreEqual(problem, parser.Problem);
        }
    }

    [TestMethod]
    public void Next_EndlessLine_IsInvalid()
    {
        var parser = new ReplyParser();

        Assert.AreEqual(ReplyStatus.Invalid, Feed(parser, "250 " + new string('x', 100_000), 500, out _));
        Assert.AreEqual("a reply line of more than 2048 bytes", parser.Problem);
    }

    [TestMethod]
    public void Next_EndlessReply_IsInvalid()
    {
        var parser = new ReplyParser();

        Assert.AreEqual(ReplyStatus.Invalid, Feed(parser, string.Concat(Enumerable.Repeat("250-x\r\n", 1000)), 500, out _));
        Assert.AreEqual("a reply of more than 128 lines", parser.Problem);
    }

    [TestMethod]
    public void HasLeftover_BytesBehindTheReply_IsTrue()
    {
        var parser = new ReplyParser();

        Assert.AreEqual(ReplyStatus.Done, Feed(parser, "220 go\r\n250 injected\r\n", 100, out _));
        Assert.IsTrue(parser.HasLeftover);
    }

    [TestMethod]
    public void Next_RandomBytes_NeverThrowsAndEnds()
    {
        var random = new Random(2);
        const string Alphabet = "2505-- \r\n\0a";
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var status = Feed(new ReplyParser(), bytes, 1 + random.Next(8), out var reply);
            Assert.AreEqual(status == ReplyStatus.Done, reply is not null);
        }
    }

    private static ReplyStatus Feed(ReplyParser parser, string bytes, int size, out ServerReply? reply)
    {
        for (var at = 0; at < bytes.Length; at += size)
        {
            var piece = Encoding.Latin1.GetBytes(bytes[at..Math.Min(bytes.Length, at + size)]);
            piece.CopyTo(parser.Space);
            parser.Received(piece.Length);
            if (parser.Next(out reply) is var status and not ReplyStatus.NeedsMore)
                return status;
        }

        reply = null;
        return ReplyStatus.NeedsMore;
    }
}
