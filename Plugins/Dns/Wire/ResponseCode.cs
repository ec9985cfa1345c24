namespace Postern.Plugins.Dns.Wire;

/// <summary>The codes of a response that we tell apart (RFC 1035 §4.1.1); any other is a failure of the server.</summary>
internal enum ResponseCode
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,
    NameError = 3,
    NotImplemented = 4,
    Refused = 5,
}
