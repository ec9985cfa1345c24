using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Dns;

namespace Postern.Plugins.Spf.Evaluation;

/// <summary>The look-ups of one evaluation, and their limits (RFC 7208 section 4.6.4).</summary>
internal sealed class SpfLookups(IDnsResolver resolver, IPAddress client, CancellationToken cancellationToken)
{
    public const int MostNames = 10;
    private const int MostTerms = 10;
    private const int MostVoid = 2;

    private int _void;

    /// <summary>Terms that looked something up.</summary>
    public int Terms { get; private set; }

    /// <summary>Whether more look-ups than allowed have found nothing.</summary>
    public bool FindsTooLittle => _void > MostVoid;

    /// <summary>Counts a term; returns whether it may still look something up.</summary>
    public bool TryCountTerm() => ++Terms <= MostTerms;

    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type) => resolver.QueryAsync(name, type, cancellationToken);

    /// <summary>A look-up by a mechanism, which counts when it finds nothing.</summary>
    public async ValueTask<DnsAnswer> QueryCountedAsync(string name, DnsRecordType type)
    {
        DnsAnswer answer = await QueryAsync(name, type);
        if (IsVoid(answer))
            _void++;
        return answer;
    }

    /// <summary>The addresses of a name in the client's family.</summary>
    public ValueTask<DnsAnswer> AddressesAsync(string name) =>
        QueryCountedAsync(name, client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa);

    public static bool IsVoid(DnsAnswer answer) => answer.Status is DnsStatus.NameError or DnsStatus.NoData;

    public static bool HasFailed(DnsAnswer answer) => answer.Status is not DnsStatus.Success && !IsVoid(answer);
}
