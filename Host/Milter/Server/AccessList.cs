using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Milter.Server;

/// <summary>Decides by the rules of a listener who may connect.</summary>
internal sealed class AccessList(IReadOnlyList<AccessRule> rules)
{
    // getsockopt(SOL_SOCKET, SO_PEERCRED) fills struct ucred { pid, uid, gid } (unix(7)).
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    private readonly bool _allowsOthers = !rules.Any(rule => rule.Allow);

    public bool Allows(Socket peer)
    {
        if (rules.Count == 0)
            return true;
        if (peer.AddressFamily == AddressFamily.Unix)
            return Decide(null, UserOf(peer));
        var address = ((IPEndPoint)peer.RemoteEndPoint!).Address;
        return Decide(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, null);
    }

    /// <summary>Decides by what is known of a peer.</summary>
    public bool Decide(IPAddress? address, uint? userId)
    {
        foreach (var rule in rules)
        {
            bool matches = (rule.Network is null || (address is not null && rule.Network.Value.Contains(address)))
                && (rule.UserId is null || rule.UserId == userId);
            if (matches)
                return rule.Allow;
        }

        return _allowsOthers;
    }

    private static uint UserOf(Socket peer)
    {
        Span<byte> credentials = stackalloc byte[3 * sizeof(uint)];
        peer.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return MemoryMarshal.Cast<byte, uint>(credentials)[1];
    }
}
