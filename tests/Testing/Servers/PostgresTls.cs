namespace Postern.Testing.Servers;

/// <summary>What a PostgreSQL server does about TLS on TCP.</summary>
public enum PostgresTls
{
    None,
    Offered,

    /// <summary>Connections without it are refused.</summary>
    Required,

    /// <summary>Required, with a certificate of the client in place of the password.</summary>
    ClientCertificate,
}
