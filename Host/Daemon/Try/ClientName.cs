using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Milter;

namespace Postern.Daemon.Try;

/// <summary>Reads how an SMTP client is written: <c>mail.example.org[192.0.2.1]</c>, or the name or the address alone.</summary>
internal static class ClientName
{
    public static bool TryParse(string text, out (string Host, string Address, ClientFamily Family) client)
    {
        int open = text.LastIndexOf('[');
        bool closed = open >= 0 && text[^1] == ']';
        string host = closed ? text[..open].Trim() : text;
        string address = closed ? text[(open + 1)..^1] : "127.0.0.1";
        if (!closed && IPAddress.TryParse(host, out _))
            (host, address) = ("", host);
        bool isValid = IPAddress.TryParse(address, out var ip);
        client = (host.Length > 0 ? host : $"[{address}]", address,
            ip?.AddressFamily == AddressFamily.InterNetworkV6 ? ClientFamily.IPv6 : ClientFamily.IPv4);
        return isValid;
    }
}
