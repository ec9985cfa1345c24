using System.Net;
using Postern.Abstractions.Authentication;
using Postern.Plugins.Spf.Macros;

namespace Postern.Plugins.Spf.Records;

/// <summary>A qualifier and a mechanism.</summary>
/// <param name="Text">As it stands in the record.</param>
/// <param name="Result">What a match means.</param>
/// <param name="Mechanism">The mechanism.</param>
internal sealed record SpfDirective(string Text, SpfResult Result, SpfMechanism Mechanism)
{
    public const int Ip4Bits = 32;
    public const int Ip6Bits = 128;

    /// <summary>The domain-spec; <see langword="null"/>: the current domain.</summary>
    public MacroString? Domain { get; init; }

    /// <summary>The network of <c>ip4</c> and <c>ip6</c>.</summary>
    public IPAddress? Network { get; init; }

    public int Ip4Prefix { get; init; } = Ip4Bits;

    public int Ip6Prefix { get; init; } = Ip6Bits;

    /// <summary>Whether it counts towards the limit of look-ups (section 4.6.4).</summary>
    public bool LooksUp => Mechanism is not (SpfMechanism.All or SpfMechanism.Ip4 or SpfMechanism.Ip6);
}
