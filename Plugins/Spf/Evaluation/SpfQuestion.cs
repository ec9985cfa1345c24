using System.Net;

namespace Postern.Plugins.Spf.Evaluation;

/// <summary>Who sends, and what the macros stand for.</summary>
/// <param name="Client">The client's address, not an IPv4-mapped one.</param>
/// <param name="LocalPart">The local part of the sender, <c>postmaster</c> when it has none; a byte string.</param>
/// <param name="SenderDomain">The domain of the sender.</param>
/// <param name="Helo">The name of HELO or EHLO.</param>
/// <param name="Receiver">The name of this host, for the macro <c>r</c>.</param>
/// <param name="Time">The time, for the macro <c>t</c>.</param>
internal sealed record SpfQuestion(IPAddress Client, string LocalPart, string SenderDomain, string Helo, string Receiver, DateTimeOffset Time)
{
    private const string DefaultLocalPart = "postmaster";

    /// <summary>Takes a MAIL FROM or HELO identity apart.</summary>
    public static SpfQuestion Of(IPAddress client, string sender, string domain, string helo, string receiver, DateTimeOffset time)
    {
        int at = sender.LastIndexOf('@');
        return new SpfQuestion(
            Records.SpfAddress.Unmapped(client),
            at > 0 ? sender[..at] : DefaultLocalPart,
            at >= 0 ? sender[(at + 1)..] : sender.Length > 0 ? sender : domain,
            helo,
            receiver,
            time);
    }
}
