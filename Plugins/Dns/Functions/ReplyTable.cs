using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Dns.Functions;

/// <summary>The reply descriptors of a session; the lowest free number is taken first.</summary>
internal sealed class ReplyTable
{
    private const int Most = 1024;
    private readonly List<DnsReply?> _replies = [];

    public long Add(DnsReply reply)
    {
        var free = _replies.IndexOf(null);
        if (free < 0 && _replies.Count == Most)
            throw new MflException(MflExceptionCode.Failure, $"dns_query: {Most} replies are open, the most there may be; release them by dns_reply_release");
        if (free >= 0)
            _replies[free] = reply;
        else
            _replies.Add(reply);
        return free >= 0 ? free : _replies.Count - 1;
    }

    public DnsReply Get(string function, long number) => number >= 0 && number < _replies.Count && _replies[(int)number] is { } reply
        ? reply
        : throw new MflException(MflExceptionCode.Failure, $"{function}: no such reply: {number}");

    public string Get(string function, long number, long index)
    {
        var values = Get(function, number).Values;
        return index >= 0 && index < values.Count
            ? values[(int)index]
            : throw new MflException(MflExceptionCode.Range, $"{function}: index out of range: {index}");
    }

    public void Release(long number)
    {
        if (number >= 0 && number < _replies.Count)
            _replies[(int)number] = null;
    }
}
