using System.Composition;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Postern.Abstractions;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Greylist.Keys;

/// <summary>What to know a sender by when the same message comes from other addresses of a pool, or the same sender with another address for each message.</summary>
/// <param name="spf">Evaluates SPF, if there is a plugin that does.</param>
/// <param name="resolver">Looks up names, if there is a plugin that does.</param>
[PluginExport(typeof(IMflModule), "greylist-keys")]
[method: ImportingConstructor]
public sealed class KeyFunctions([Import(AllowDefault = true)] ISpfEvaluator? spf, [Import(AllowDefault = true)] IDnsResolver? resolver) : IMflModule
{
    private const string NetworkName = "greylist_network";
    private const string ClientName = "greylist_client";
    private const string KeyName = "greylist_key";
    private const string DefaultMethod = "network";

    private readonly ClientDomains _domains = new(spf, resolver);

    /// <summary>The network of an address.</summary>
    /// <param name="ip">The address; <c>IPv6:</c> may stand before it.</param>
    /// <param name="v4bits">The length of the prefix in IPv4.</param>
    /// <param name="v6bits">The length of the prefix in IPv6.</param>
    /// <returns><c>ADDRESS/BITS</c>.</returns>
    /// <exception cref="MflException"><c>e_invip</c>: the address is none; <c>e_range</c>: there are no such prefixes.</exception>
    [MflFunction(NetworkName, NonBlocking = true, Pure = true, Raises = "e_invip e_range")]
    public static string Network(string ip, long v4bits = ClientNetwork.DefaultBits4, long v6bits = ClientNetwork.DefaultBits6) => ClientNetwork.Of(
        ClientNetwork.Parse(NetworkName, ip), Bits(v4bits, ClientNetwork.MostBits4, "IPv4"), Bits(v6bits, ClientNetwork.MostBits6, "IPv6"));

    /// <summary>A sender without what changes from message to message: tags of BATV, hash and time of SRS, VERP, numbers, extensions, letter case of the domain.</summary>
    /// <param name="address">The address, in angle brackets or not.</param>
    [MflFunction("greylist_sender", NonBlocking = true, Pure = true)]
    public static string Sender(string address) => SenderAddress.Stable(address);

    /// <summary>What a client is known by.</summary>
    /// <param name="context">The session.</param>
    /// <param name="ip">Its address.</param>
    /// <param name="helo">The name that it greeted with.</param>
    /// <param name="sender">The sender of the message.</param>
    /// <param name="method">
    /// The ways to try, in order: <c>spf</c>, <c>helo</c>, <c>address</c>, <c>network</c> or <c>network:BITS4:BITS6</c>. When none applies it is the network.
    /// </param>
    /// <exception cref="MflException">
    /// <c>e_invip</c>: the address is none; <c>e_inval</c>: a method is none; <c>e_failure</c>: no plugin does what the method needs.
    /// </exception>
    [MflFunction(ClientName, Raises = "e_invip e_inval e_failure")]
    public ValueTask<string> ClientAsync(MflContext context, string ip, string helo, string sender, string method = DefaultMethod) =>
        FindClientAsync(ClientName, context, ip, helo, sender, method);

    /// <summary>What a sender is known by: <c>CLIENT-SENDER-RECIPIENT</c>, as <see cref="ClientAsync"/> and <see cref="Sender"/> have them.</summary>
    /// <param name="context">The session.</param>
    /// <param name="ip">The client's address.</param>
    /// <param name="helo">The name that it greeted with.</param>
    /// <param name="sender">The sender of the message; empty or <c>&lt;&gt;</c> for a bounce.</param>
    /// <param name="rcpt">The recipient.</param>
    /// <param name="method">As for <see cref="ClientAsync"/>.</param>
    /// <exception cref="MflException">As for <see cref="ClientAsync"/>.</exception>
    [MflFunction(KeyName, Raises = "e_invip e_inval e_failure")]
    public async ValueTask<string> KeyAsync(MflContext context, string ip, string helo, string sender, string rcpt, string method = DefaultMethod) =>
        $"{await FindClientAsync(KeyName, context, ip, helo, sender, method)}-{SenderAddress.Stable(sender)}-{SenderAddress.Plain(rcpt)}";

    private static int Bits(long bits, int most, string family) => bits >= 0 && bits <= most
        ? (int)bits
        : throw new MflException(
            MflExceptionCode.Range, string.Create(CultureInfo.InvariantCulture, $"{NetworkName}: {bits} is no length of a prefix in {family}, expected 0 to {most}"));

    private async ValueTask<string> FindClientAsync(string function, MflContext context, string ip, string helo, string sender, string methods)
    {
        ArgumentNullException.ThrowIfNull(context);
        IPAddress client = ClientNetwork.Parse(function, ip);
        foreach (KeyMethod method in KeyMethod.Parse(function, methods))
        {
            string? found = method.Kind switch
            {
                KeyMethodKind.Spf => await _domains.BySpfAsync(function, client, helo, sender, context.CancellationToken),
                KeyMethodKind.Helo => await _domains.ByHeloAsync(function, client, helo, context.CancellationToken),
                KeyMethodKind.Address => client.ToString(),
                _ => ClientNetwork.Of(client, method.Bits4, method.Bits6),
            };
            if (found is not null)
                return found;
        }

        throw new UnreachableException("the network applies to any client");
    }
}
