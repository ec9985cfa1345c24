using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Caching;

/// <summary>Outcomes that still hold. Bounded in number and memory: what was not asked for the longest goes first.</summary>
internal sealed class AnswerCache(int mostEntries, long mostBytes, TimeProvider time)
{
    private const int EntryBytes = 300;
    private const int RecordBytes = 150;

    private readonly Lock _gate = new();
    private readonly Dictionary<DnsQuestion, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>How many outcomes there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>About how many bytes they take.</summary>
    public long Bytes { get; private set; }

    public bool TryGet(DnsQuestion question, out DnsAnswer answer)
    {
        lock (_gate)
        {
            answer = null!;
            if (!_entries.TryGetValue(question, out var node))
                return false;
            var entry = node.Value;
            var age = time.GetElapsedTime(entry.Since);
            if (age >= entry.Outcome.TimeToLive)
            {
                Remove(node);
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            answer = entry.AgedTo((long)age.TotalSeconds);
            return true;
        }
    }

    public void Add(DnsQuestion question, Outcome outcome)
    {
        if (outcome.TimeToLive <= TimeSpan.Zero || mostEntries == 0)
            return;
        var entry = new Entry(question, outcome, time.GetTimestamp(), SizeOf(question, outcome.Answer));
        lock (_gate)
        {
            if (_entries.TryGetValue(question, out var old))
                Remove(old);
            if (entry.Bytes > mostBytes)
                return;
            while (_entries.Count >= mostEntries || Bytes + entry.Bytes > mostBytes)
                Remove(_byUse.Last!);
            _entries.Add(question, _byUse.AddFirst(entry));
            Bytes += entry.Bytes;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _byUse.Clear();
            Bytes = 0;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Question);
        Bytes -= node.Value.Bytes;
    }

    private static long SizeOf(DnsQuestion question, DnsAnswer answer)
    {
        long chars = question.Name.Wire.Length;
        foreach (var record in answer.Records)
            chars += record.Name.Length + record.Data.Length;
        return EntryBytes + (answer.Records.Count * RecordBytes) + (chars * sizeof(char));
    }

    private sealed class Entry(DnsQuestion question, Outcome outcome, long since, long bytes)
    {
        private DnsAnswer _aged = outcome.Answer;
        private long _age;

        public DnsQuestion Question => question;

        public Outcome Outcome => outcome;

        public long Since => since;

        public long Bytes => bytes;

        /// <summary>The answer with what is left of its records' times to live; the same object for a second.</summary>
        public DnsAnswer AgedTo(long seconds)
        {
            if (seconds == _age)
                return _aged;
            _age = seconds;
            var age = TimeSpan.FromSeconds(seconds);
            return _aged = outcome.Answer with
            {
                Records = [.. outcome.Answer.Records.Select(record => record with { TimeToLive = record.TimeToLive > age ? record.TimeToLive - age : TimeSpan.Zero })],
            };
        }
    }
}
