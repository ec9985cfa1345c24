using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Tests.Fakes;
using Postern.Plugins.Dns.Wire;
using Postern.Testing.Milter;

namespace Postern.Plugins.Dns.Tests.Transport;

/// <summary>Answers that were not asked for, and servers that do not do what they should.</summary>
[TestClass]
public sealed class HostileServerTests
{
    private static byte[] Good(byte[] query) => MessageText.To(query, answers: 1).Address("a.test", "192.0.2.1").ToArray();

    [TestMethod]
    public async Task Ask_ForgedDatagramsBeforeTheAnswer_AreDropped()
    {
        await using var server = new ScriptedNameServer((query, _) =>
        [
            [],
            [1, 2, 3],
            Forged(query, static bytes => bytes[0]++),
            Forged(query, static bytes => bytes[1]--),
            Forged(query, static bytes => bytes[2] = 1),
            Forged(query, static bytes => bytes[13] = (byte)'b'),
            Forged(query, static bytes => bytes[21] = 28),
            Forged(query, static bytes => bytes[5] = 0),
            Forged(query, static bytes => bytes[5] = 2),
            Good(query),
        ]);
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));
        Assert.HasCount(1, server.Asked);
    }

    [TestMethod]
    public async Task Ask_RightAnswerFromAnotherPort_IsDropped()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var sent = new TaskCompletionSource();
        ScriptedNameServer? server = null;
        server = new ScriptedNameServer((query, _) =>
        {
            byte[] forged = MessageText.To(query, answers: 1).Address("a.test", "203.0.113.66").ToArray();
            other.Send(forged, new IPEndPoint(IPAddress.Loopback, server!.Senders.Last().Port));
            sent.SetResult();
            return [Good(query)];
        });
        await using var _ = server;
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));
        await sent.Task;
    }

    [TestMethod]
    public async Task Ask_Truncated_AsksOverTcp()
    {
        await using var server = new ScriptedNameServer((query, isStream) => [isStream
            ? Many(query, 2000)
            : MessageText.To(query, 0x8380).ToArray()]);
        await using var lab = new EngineLab(server.Line);

        var answer = await lab.AskAsync("a.test");

        Assert.HasCount(2000, answer.Records);
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    public async Task Ask_TruncatedForEver_IsAFailure()
    {
        await using var server = new ScriptedNameServer(static query => MessageText.To(query, 0x8380).ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("ServerFailure", await lab.TellAsync("a.test"));
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    [DataRow(new byte[0], "ServerFailure", DisplayName = "an empty message")]
    [DataRow(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 }, "ServerFailure", DisplayName = "nonsense")]
    public async Task Ask_NonsenseOverTcp_IsAFailure(byte[] message, string expected)
    {
        await using var server = new ScriptedNameServer((_, _) => [message]);
        await using var lab = new EngineLab(server.Line + "options use-vc\n");

        Assert.AreEqual(expected, await lab.TellAsync("a.test"));
    }

    [TestMethod]
    public async Task Ask_TcpThatIsClosed_IsAFailure()
    {
        await using var server = new ScriptedNameServer(static (_, _) => []);
        await using var lab = new EngineLab(server.Line + "options use-vc\n");

        Assert.AreEqual("ServerFailure", await lab.TellAsync("a.test"));
    }

    [TestMethod]
    public async Task Ask_RecordsThatAreBroken_IsAFailure()
    {
        await using var server = new ScriptedNameServer(static query =>
            MessageText.To(query, answers: 1).Record("a.test", DnsRecordType.A, 1, static data => data.Raw(1, 2, 3)).ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("ServerFailure", await lab.TellAsync("a.test"));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public async Task Ask_ServerWithoutExtensions_IsAskedWithoutThem(int code)
    {
        await using var server = new ScriptedNameServer(query => query[11] == 1 ? MessageText.To(query, 0x8180 | code).ToArray() : Good(query));
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    [DataRow(0x8182, DisplayName = "SERVFAIL")]
    [DataRow(0x8185, DisplayName = "REFUSED")]
    public async Task Ask_ServerThatCannot_AsksTheNext(int flags)
    {
        await using var first = new ScriptedNameServer(query => MessageText.To(query, flags).ToArray());
        await using var second = new ScriptedNameServer(Good);
        await using var lab = new EngineLab(first.Line + second.Line, static settings => settings with { CacheEntries = 0 });

        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));
        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));

        Assert.HasCount(1, first.Asked, "the server that answered last is asked first");
        Assert.HasCount(2, second.Asked);
    }

    [TestMethod]
    public async Task Ask_PortThatNobodyListensOn_AsksTheNextAtOnce()
    {
        await using var second = new ScriptedNameServer(Good);
        await using var lab = new EngineLab("nameserver [127.0.0.1]:1\n" + second.Line, time: new ManualTime());

        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));
    }

    [TestMethod]
    public async Task Ask_SilentServers_AreAskedInRounds()
    {
        var time = new ManualTime();
        await using var first = new ScriptedNameServer(static (_, _) => []);
        await using var second = new ScriptedNameServer(static (_, _) => []);
        await using var lab = new EngineLab(first.Line + second.Line + "options timeout:1 attempts:2\n", time: time);

        var answer = lab.AskAsync("a.test");
        for (int asked = 1; asked <= 4; asked++)
        {
            await LookupEngineTests.UntilAsync(() => first.Asked.Count + second.Asked.Count == asked);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.AreEqual(DnsStatus.TimedOut, (await answer).Status);
        Assert.AreEqual((2, 2), (first.Asked.Count, second.Asked.Count));
    }

    [TestMethod]
    public async Task Ask_Rotate_BeginsWithOneAfterTheOther()
    {
        await using var first = new ScriptedNameServer(Good);
        await using var second = new ScriptedNameServer(Good);
        await using var lab = new EngineLab(first.Line + second.Line + "options rotate\n", static settings => settings with { CacheEntries = 0 });

        for (int i = 0; i < 4; i++)
            await lab.TellAsync("a.test");

        Assert.AreEqual((2, 2), (first.Asked.Count, second.Asked.Count));
    }

    [TestMethod]
    public async Task Ask_Referral_IsAFailureOfThatServer()
    {
        await using var server = new ScriptedNameServer(static query =>
            MessageText.To(query, 0x8100, authorities: 1).Record("test", DnsRecordType.NS, 1, static data => data.Name("ns.test")).ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("ServerFailure", await lab.TellAsync("a.test"));
    }

    [TestMethod]
    public async Task Ask_MutatedAnswers_GiveAStatus()
    {
        var random = new Random(1);
        await using var server = new ScriptedNameServer(query =>
        {
            byte[] answer = Many(query, 5);
            int from = QuestionEnd(query);
            for (int i = random.Next(4); i >= 0; i--)
                answer[random.Next(from, answer.Length)] = (byte)random.Next(256);
            return answer[..random.Next(from, answer.Length + 1)];
        });
        await using var lab = new EngineLab(server.Line, static settings => settings with { CacheEntries = 0 });

        for (int i = 0; i < 300; i++)
            Assert.IsTrue((await lab.AskAsync("a.test")).Status is DnsStatus.Success or DnsStatus.NoData or DnsStatus.ServerFailure or DnsStatus.ChainTooLong);
    }

    private static byte[] Forged(byte[] query, Action<byte[]> change)
    {
        byte[] answer = MessageText.To(query, answers: 1).Address("a.test", "203.0.113.66").ToArray();
        change(answer);
        return answer;
    }

    private static byte[] Many(byte[] query, int count)
    {
        var text = MessageText.To(query, answers: count);
        for (int i = 0; i < count; i++)
            text.Address("a.test", $"198.51.{i / 250}.{i % 250}");
        return text.ToArray();
    }

    private static int QuestionEnd(byte[] query)
    {
        var reader = new WireReader(query);
        reader.TryReadBytes(12, out _);
        Span<char> name = stackalloc char[DnsName.MostBytes];
        reader.TryReadName(name, out _);
        return reader.Position + 4;
    }
}
