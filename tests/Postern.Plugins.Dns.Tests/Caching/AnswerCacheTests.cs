using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Caching;
using Postern.Plugins.Dns.Tests.Fakes;
using Postern.Testing.Milter;

namespace Postern.Plugins.Dns.Tests.Caching;

[TestClass]
public sealed class AnswerCacheTests
{
    private readonly ManualTime _time = new();

    [TestMethod]
    public void TryGet_WithTime_AgesAndGoes()
    {
        var cache = new AnswerCache(10, 100_000, _time);
        cache.Add(EngineLab.Question("a.test"), Answer(60, 90));

        _time.Advance(TimeSpan.FromSeconds(59.5));
        Assert.IsTrue(cache.TryGet(EngineLab.Question("A.test."), out var answer));
        Assert.AreEqual(TimeSpan.FromSeconds(31), answer.Records.Single().TimeToLive);
        Assert.IsTrue(cache.TryGet(EngineLab.Question("a.test"), out var again));
        Assert.AreSame(answer, again);
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.IsFalse(cache.TryGet(EngineLab.Question("a.test"), out _));
        Assert.AreEqual((0, 0L), (cache.Count, cache.Bytes));
    }

    [TestMethod]
    public void Add_MoreThanMayBe_DropsWhatWasUsedLast()
    {
        var cache = new AnswerCache(2, 100_000, _time);
        cache.Add(EngineLab.Question("a"), Answer(60, 60));
        cache.Add(EngineLab.Question("b"), Answer(60, 60));
        Assert.IsTrue(cache.TryGet(EngineLab.Question("a"), out _));

        cache.Add(EngineLab.Question("c"), Answer(60, 60));

        Assert.IsTrue(cache.TryGet(EngineLab.Question("a"), out _));
        Assert.IsFalse(cache.TryGet(EngineLab.Question("b"), out _));
        Assert.AreEqual(2, cache.Count);
    }

    [TestMethod]
    public void Add_MoreBytesThanMayBe_KeepsBelow()
    {
        var cache = new AnswerCache(1_000_000, 100_000, _time);

        for (int i = 0; i < 1000; i++)
            cache.Add(EngineLab.Question($"n{i}"), Answer(60, 60, new string('x', 1000)));
        cache.Add(EngineLab.Question("huge"), Answer(60, 60, new string('x', 100_000)));

        Assert.IsLessThanOrEqualTo(100_000, cache.Bytes);
        Assert.IsGreaterThan(20, cache.Count);
        Assert.IsTrue(cache.TryGet(EngineLab.Question("n999"), out _));
        Assert.IsFalse(cache.TryGet(EngineLab.Question("huge"), out _));
    }

    [TestMethod]
    public void Add_NothingToKeep_KeepsNothing()
    {
        var cache = new AnswerCache(10, 100_000, _time);
        cache.Add(EngineLab.Question("a"), Answer(0, 60));
        var none = new AnswerCache(0, 100_000, _time);
        none.Add(EngineLab.Question("a"), Answer(60, 60));

        Assert.AreEqual((0, 0), (cache.Count, none.Count));
    }

    private static Outcome Answer(int seconds, int recordSeconds, string data = "192.0.2.1") => new(
        new DnsAnswer(DnsStatus.Success, [new DnsRecord(DnsRecordType.A, "a.test", 0, data, TimeSpan.FromSeconds(recordSeconds))], IsAuthentic: false),
        TimeSpan.FromSeconds(seconds));
}
