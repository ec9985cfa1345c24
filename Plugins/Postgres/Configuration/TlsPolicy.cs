namespace Postern.Plugins.Postgres.Configuration;

/// <summary>The statement <c>tls</c>.</summary>
internal enum TlsPolicy
{
    Off,

    /// <summary>When the server offers it; whose certificate it is does not matter.</summary>
    Prefer,

    /// <summary>Always; whose certificate it is does not matter unless a root certificate is named.</summary>
    Require,

    /// <summary>Always, with a certificate that names the host and that the system or the named root certificate vouches for.</summary>
    VerifyFull,
}
