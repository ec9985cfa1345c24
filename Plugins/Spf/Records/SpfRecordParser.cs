using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using Postern.Abstractions.Authentication;
using Postern.Plugins.Spf.Macros;

namespace Postern.Plugins.Spf.Records;

/// <summary>
/// Reads records (RFC 7208 section 12). A record with any error is wrong as a whole, wherever its evaluation would have ended.
/// <code>
/// record           = version terms *SP
/// terms            = *( 1*SP ( directive / modifier ) )
/// directive        = [ qualifier ] mechanism
/// modifier         = redirect / explanation / unknown-modifier
/// </code>
/// </summary>
internal sealed class SpfRecordParser
{
    // More than any record in use has, and all that fits into 4 KiB.
    private const int MostTerms = 1024;
    private const int MostShown = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly SearchValues<char> LengthCharacters = SearchValues.Create("/0123456789");

    private readonly List<SpfDirective> _directives = [];
    private MacroString? _redirect;
    private MacroString? _explanation;
    private string _problem = "";

    /// <summary>Reads a record that begins with the version.</summary>
    /// <param name="text">The record, a byte string.</param>
    /// <param name="record">The record.</param>
    /// <param name="problem">What is wrong, in a few words; empty when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record, out string problem)
    {
        var parser = new SpfRecordParser();
        bool isRight = parser.Read(SpfRecord.TermsOf(text).Span);
        record = isRight ? new SpfRecord(parser._directives, parser._redirect, parser._explanation) : null;
        problem = parser._problem;
        return isRight;
    }

    private bool Read(ReadOnlySpan<char> terms)
    {
        int count = 0;
        foreach (Range range in terms.Split(' '))
        {
            ReadOnlySpan<char> term = terms[range];
            if (term.IsEmpty)
                continue;
            if (++count > MostTerms)
                return Fail($"more than {MostTerms} terms");
            if (term.ContainsAnyExceptInRange('!', '~'))
                return Fail("a byte that is not printable ASCII");
            if (!ReadTerm(term))
                return _problem.Length == 0 ? Fail($"`{Shown(term)}' is no term") : false;
        }

        return true;
    }

    private bool ReadTerm(ReadOnlySpan<char> term)
    {
        // A modifier's name ends at the first "="; a mechanism has ":" or "/" before any.
        int end = term.IndexOfAny('=', ':', '/');
        return end >= 0 && term[end] == '=' ? ReadModifier(term[..end], term[(end + 1)..]) : ReadDirective(term);
    }

    private bool ReadModifier(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (name.IsEmpty || !char.IsAsciiLetter(name[0]) || name.ContainsAnyExcept(NameCharacters))
            return false;
        if (name.Equals("redirect", StringComparison.OrdinalIgnoreCase))
            return ReadDomain(ref _redirect, "redirect", value);
        if (name.Equals("exp", StringComparison.OrdinalIgnoreCase))
            return ReadDomain(ref _explanation, "exp", value);
        return MacroString.TryParse(value, MacroUse.Text, out _);
    }

    private bool ReadDomain(ref MacroString? target, string name, ReadOnlySpan<char> value)
    {
        if (target is not null)
            return Fail($"`{name}' stands twice");
        return MacroString.TryParse(value, MacroUse.Domain, out target);
    }

    private bool ReadDirective(ReadOnlySpan<char> term)
    {
        (SpfResult result, int length) = term[0] switch
        {
            '+' => (SpfResult.Pass, 1),
            '-' => (SpfResult.Fail, 1),
            '~' => (SpfResult.SoftFail, 1),
            '?' => (SpfResult.Neutral, 1),
            _ => (SpfResult.Pass, 0),
        };
        ReadOnlySpan<char> rest = term[length..];
        int end = rest.IndexOfAny(':', '/');
        ReadOnlySpan<char> name = end < 0 ? rest : rest[..end];
        ReadOnlySpan<char> arguments = end < 0 ? [] : rest[end..];
        if (KindOf(name) is not { } mechanism)
            return Fail($"`{Shown(term)}' is no mechanism");
        var directive = new SpfDirective(term.ToString(), result, mechanism);
        SpfDirective? read = mechanism switch
        {
            SpfMechanism.All => arguments.IsEmpty ? directive : null,
            SpfMechanism.Ip4 => ReadNetwork(directive, arguments, AddressFamily.InterNetwork),
            SpfMechanism.Ip6 => ReadNetwork(directive, arguments, AddressFamily.InterNetworkV6),
            SpfMechanism.A or SpfMechanism.Mx => ReadHosts(directive, arguments),
            _ => ReadName(directive, arguments),
        };
        if (read is null)
            return false;
        _directives.Add(read);
        return true;
    }

    private static SpfMechanism? KindOf(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char["include".Length];
        if (name.Length > lower.Length)
            return null;
        name.ToLowerInvariant(lower);
        return lower[..name.Length] switch
        {
            "all" => SpfMechanism.All,
            "include" => SpfMechanism.Include,
            "a" => SpfMechanism.A,
            "mx" => SpfMechanism.Mx,
            "ptr" => SpfMechanism.Ptr,
            "ip4" => SpfMechanism.Ip4,
            "ip6" => SpfMechanism.Ip6,
            "exists" => SpfMechanism.Exists,
            _ => null,
        };
    }

    /// <summary><c>include</c> and <c>exists</c> need a domain, <c>ptr</c> may have one.</summary>
    private static SpfDirective? ReadName(SpfDirective directive, ReadOnlySpan<char> arguments)
    {
        if (arguments.IsEmpty)
            return directive.Mechanism == SpfMechanism.Ptr ? directive : null;
        return arguments[0] == ':' && MacroString.TryParse(arguments[1..], MacroUse.Domain, out MacroString? domain)
            ? directive with { Domain = domain }
            : null;
    }

    /// <summary><c>[ ":" domain-spec ] [ "/" ip4-length ] [ "//" ip6-length ]</c></summary>
    private static SpfDirective? ReadHosts(SpfDirective directive, ReadOnlySpan<char> arguments)
    {
        int lengths = LengthsAt(arguments);
        ReadOnlySpan<char> name = arguments[..lengths];
        ReadOnlySpan<char> rest = arguments[lengths..];
        MacroString? domain = null;
        if (!name.IsEmpty && (name[0] != ':' || !MacroString.TryParse(name[1..], MacroUse.Domain, out domain)))
            return null;
        int ip4 = SpfDirective.Ip4Bits, ip6 = SpfDirective.Ip6Bits;
        int second = rest.IndexOf("//", StringComparison.Ordinal);
        ReadOnlySpan<char> first = second < 0 ? rest : rest[..second];
        if (!first.IsEmpty && !ReadLength(first[1..], SpfDirective.Ip4Bits, out ip4))
            return null;
        if (second >= 0 && !ReadLength(rest[(second + 2)..], SpfDirective.Ip6Bits, out ip6))
            return null;
        return directive with { Domain = domain, Ip4Prefix = ip4, Ip6Prefix = ip6 };
    }

    /// <summary>Where the prefix lengths begin; a slash may also be a delimiter in a macro.</summary>
    private static int LengthsAt(ReadOnlySpan<char> arguments)
    {
        int end = arguments.LastIndexOfAnyExcept(LengthCharacters);
        int start = arguments[(end + 1)..].IndexOf('/');
        return start < 0 ? arguments.Length : end + 1 + start;
    }

    private static SpfDirective? ReadNetwork(SpfDirective directive, ReadOnlySpan<char> arguments, AddressFamily family)
    {
        if (arguments.IsEmpty || arguments[0] != ':')
            return null;
        arguments = arguments[1..];
        int bits = family == AddressFamily.InterNetwork ? SpfDirective.Ip4Bits : SpfDirective.Ip6Bits;
        int slash = arguments.IndexOf('/');
        if (slash >= 0 && !ReadLength(arguments[(slash + 1)..], bits, out bits))
            return null;
        if (SpfAddress.Read(slash < 0 ? arguments : arguments[..slash], family) is not { } network)
            return null;
        return family == AddressFamily.InterNetwork
            ? directive with { Network = network, Ip4Prefix = bits }
            : directive with { Network = network, Ip6Prefix = bits };
    }

    private static bool ReadLength(ReadOnlySpan<char> digits, int most, out int length) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= most && (digits[0] != '0' || digits.Length == 1);

    /// <summary>A term as messages quote it: whoever publishes it decides how long it is.</summary>
    private static string Shown(ReadOnlySpan<char> term) => term.Length > MostShown ? $"{term[..MostShown]}..." : term.ToString();

    private bool Fail(string problem)
    {
        _problem = problem;
        return false;
    }
}
