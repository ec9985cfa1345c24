using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Testing.Servers;

/// <summary>Issues certificates that only who is given <see cref="RootPem"/> trusts.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public CertificateAuthority()
    {
        var request = new CertificateRequest("CN=Postern tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(From, From.AddYears(200));
    }

    public string RootPem => _root.ExportCertificatePem() + "\n";

    /// <summary>A certificate and its key, both PEM.</summary>
    /// <param name="name">Its common name.</param>
    /// <param name="addresses">Names and addresses of a server.</param>
    public (string Certificate, string Key) Issue(string name, params string[] addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (addresses.Length > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (string address in addresses)
            {
                if (IPAddress.TryParse(address, out var number))
                    names.AddIpAddress(number);
                else
                    names.AddDnsName(address);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(_root, From, From.AddYears(150), RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
