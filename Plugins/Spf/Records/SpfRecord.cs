using Postern.Plugins.Spf.Macros;

namespace Postern.Plugins.Spf.Records;

/// <summary>A record whose syntax is right.</summary>
/// <param name="Directives">In their order.</param>
/// <param name="Redirect">The domain of <c>redirect=</c>, if any.</param>
/// <param name="Explanation">The domain of <c>exp=</c>, if any.</param>
internal sealed record SpfRecord(IReadOnlyList<SpfDirective> Directives, MacroString? Redirect, MacroString? Explanation)
{
    private const string Version = "v=spf1";

    /// <summary>Whether a TXT record is an SPF record (RFC 7208 section 4.5).</summary>
    public static bool IsSpf(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    /// <summary>What follows the version.</summary>
    public static ReadOnlyMemory<char> TermsOf(string text) => text.AsMemory(Version.Length);
}
