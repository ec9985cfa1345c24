using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Transport;

/// <summary>What became of a query.</summary>
/// <param name="Status">Success when there is a response that says whether there are records; otherwise why not.</param>
/// <param name="Response">The response of a success, and one whose code asks for something else.</param>
internal readonly record struct Exchange(DnsStatus Status, DnsResponse? Response)
{
    /// <summary>The query was too much for a server that does not know EDNS0.</summary>
    public bool LacksExtension => Response?.Code is ResponseCode.FormatError or ResponseCode.NotImplemented;

    /// <summary>Nobody answered.</summary>
    public static Exchange Silence { get; } = new(DnsStatus.TimedOut, null);

    /// <summary>What came is no answer that makes sense.</summary>
    public static Exchange Nonsense { get; } = new(DnsStatus.ServerFailure, null);

    /// <summary>Judges a response.</summary>
    public static Exchange Of(DnsResponse response) => new(
        response.IsReferral ? DnsStatus.ServerFailure : response.Code switch
        {
            ResponseCode.NoError or ResponseCode.NameError => DnsStatus.Success,
            ResponseCode.Refused => DnsStatus.Refused,
            _ => DnsStatus.ServerFailure,
        },
        response);
}
