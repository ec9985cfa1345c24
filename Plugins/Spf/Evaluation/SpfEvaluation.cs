using System.Net;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Plugins.Spf.Macros;
using Postern.Plugins.Spf.Records;

namespace Postern.Plugins.Spf.Evaluation;

/// <summary>One run of <c>check_host()</c> (RFC 7208 sections 4 to 6). Used once.</summary>
internal sealed class SpfEvaluation(SpfQuestion question, SpfLookups lookups)
{
    private const string TooManyTerms = "more than 10 terms that look something up";
    private const string TooManyVoid = "more than 2 look-ups found nothing";

    private readonly ClientNames _names = new(lookups, question.Client);

    /// <summary>Looks up the record of a domain and evaluates it.</summary>
    public async ValueTask<SpfOutcome> CheckDomainAsync(string domain)
    {
        if (!SpfDomain.IsQualified(domain))
            return SpfOutcome.Of(SpfResult.None, domain);
        DnsAnswer answer = await lookups.QueryAsync(domain, DnsRecordType.Txt);
        if (SpfLookups.HasFailed(answer))
            return SpfOutcome.Temporary(domain, $"the record of {domain} cannot be looked up: {Reason(answer)}");
        string[] records = [.. answer.Records.Select(static record => record.Data).Where(SpfRecord.IsSpf)];
        return records.Length switch
        {
            0 => SpfOutcome.Of(SpfResult.None, domain),
            1 => await CheckRecordAsync(records[0], domain),
            _ => SpfOutcome.Permanent(domain, $"{domain} has {records.Length} SPF records"),
        };
    }

    /// <summary>Evaluates a record.</summary>
    public async ValueTask<SpfOutcome> CheckRecordAsync(string text, string domain)
    {
        if (!SpfRecordParser.TryParse(text, out SpfRecord? record, out string problem))
            return SpfOutcome.Permanent(domain, $"the record of {domain} is wrong: {problem}");
        foreach (SpfDirective directive in record.Directives)
        {
            if (directive.LooksUp && !lookups.TryCountTerm())
                return SpfOutcome.Permanent(domain, TooManyTerms);
            SpfMatch match = await MatchAsync(directive, domain);
            // What was found may have needed more vain look-ups than allowed.
            if (lookups.FindsTooLittle && match.Kind != SpfMatchKind.TempError)
                return SpfOutcome.Permanent(domain, TooManyVoid);
            switch (match.Kind)
            {
                case SpfMatchKind.Yes:
                    string path = match.Text.Length > 0 ? $"{match.Text} {directive.Text}" : directive.Text;
                    return new SpfOutcome(directive.Result, domain, path, "", record.Explanation);
                case SpfMatchKind.TempError:
                    return SpfOutcome.Temporary(domain, match.Text);
                case SpfMatchKind.PermError:
                    return SpfOutcome.Permanent(domain, match.Text);
                default:
                    break;
            }
        }

        return record.Redirect is { } redirect ? await RedirectAsync(redirect, domain) : SpfOutcome.Of(SpfResult.Neutral, domain);
    }

    /// <summary>The explanation of a fail; empty when there is none that can be read (section 6.2).</summary>
    public async ValueTask<string> ExplainAsync(SpfOutcome outcome)
    {
        if (outcome.Explanation is not { } where || await TargetAsync(where, outcome.Domain) is not { } name || !SpfDomain.IsName(name))
            return "";
        DnsAnswer answer = await lookups.QueryAsync(name, DnsRecordType.Txt);
        if (answer.Records is not [{ } only] || !MacroString.TryParse(only.Data, MacroUse.Explanation, out MacroString? text))
            return "";
        string clientName = await ClientNameAsync(text, outcome.Domain);
        string? explanation = MacroExpander.Expand(text, question, outcome.Domain, clientName);
        return explanation is null || explanation.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "" : explanation;
    }

    private async ValueTask<SpfOutcome> RedirectAsync(MacroString redirect, string domain)
    {
        if (!lookups.TryCountTerm())
            return SpfOutcome.Permanent(domain, TooManyTerms);
        string? target = await TargetAsync(redirect, domain);
        SpfOutcome outcome = target is null ? SpfOutcome.Of(SpfResult.None, "") : await CheckDomainAsync(target);
        return outcome.Result == SpfResult.None
            ? SpfOutcome.Permanent(domain, $"redirect={redirect.Text} of {domain} leads to no record")
            : outcome;
    }

    private async ValueTask<SpfMatch> MatchAsync(SpfDirective directive, string domain)
    {
        switch (directive.Mechanism)
        {
            case SpfMechanism.All:
                return SpfMatch.Of(true);
            case SpfMechanism.Ip4:
                return SpfMatch.Of(SpfAddress.IsIn(question.Client, directive.Network!, directive.Ip4Prefix));
            case SpfMechanism.Ip6:
                return SpfMatch.Of(SpfAddress.IsIn(question.Client, directive.Network!, directive.Ip6Prefix));
            default:
                break;
        }

        string? target = directive.Domain is { } text ? await TargetAsync(text, domain) : domain;
        if (directive.Mechanism == SpfMechanism.Include)
            return await IncludeAsync(directive, target ?? "", domain);
        if (target is null || !SpfDomain.IsName(target))
            return SpfMatch.Of(false);
        return directive.Mechanism switch
        {
            SpfMechanism.A => MatchHosts(await lookups.AddressesAsync(target), directive, target),
            SpfMechanism.Mx => await MatchExchangersAsync(directive, target),
            SpfMechanism.Ptr => SpfMatch.Of(await _names.AreInAsync(target.TrimEnd('.'))),
            _ => MatchAny(await lookups.QueryCountedAsync(target, DnsRecordType.A), target),
        };
    }

    private async ValueTask<SpfMatch> IncludeAsync(SpfDirective directive, string target, string domain)
    {
        SpfOutcome outcome = await CheckDomainAsync(target);
        return outcome.Result switch
        {
            SpfResult.Pass => new SpfMatch(SpfMatchKind.Yes, outcome.Mechanism),
            SpfResult.TempError => SpfMatch.Temporary(outcome.Problem),
            SpfResult.PermError => SpfMatch.Permanent(outcome.Problem),
            SpfResult.None => SpfMatch.Permanent($"`{directive.Text}' of {domain} leads to no record"),
            _ => SpfMatch.Of(false),
        };
    }

    private async ValueTask<SpfMatch> MatchExchangersAsync(SpfDirective directive, string target)
    {
        DnsAnswer exchangers = await lookups.QueryCountedAsync(target, DnsRecordType.MX);
        if (SpfLookups.HasFailed(exchangers))
            return SpfMatch.Temporary($"the mail exchangers of {target} cannot be looked up: {Reason(exchangers)}");
        if (exchangers.Records.Count > SpfLookups.MostNames)
            return SpfMatch.Permanent($"{target} has more than {SpfLookups.MostNames} mail exchangers");
        foreach (DnsRecord exchanger in exchangers.Records.OrderBy(static record => record.Preference))
        {
            if (!SpfDomain.IsName(exchanger.Data))
                continue;
            SpfMatch match = MatchHosts(await lookups.AddressesAsync(exchanger.Data), directive, exchanger.Data);
            if (match.Kind != SpfMatchKind.No || lookups.FindsTooLittle)
                return match;
        }

        return SpfMatch.Of(false);
    }

    private SpfMatch MatchHosts(DnsAnswer addresses, SpfDirective directive, string name)
    {
        if (SpfLookups.HasFailed(addresses))
            return SpfMatch.Temporary($"the addresses of {name} cannot be looked up: {Reason(addresses)}");
        int prefix = question.Client.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? directive.Ip4Prefix : directive.Ip6Prefix;
        return SpfMatch.Of(addresses.Records.Any(
            record => IPAddress.TryParse(record.Data, out IPAddress? address) && SpfAddress.IsIn(question.Client, address, prefix)));
    }

    private static SpfMatch MatchAny(DnsAnswer answer, string name) => SpfLookups.HasFailed(answer)
        ? SpfMatch.Temporary($"the addresses of {name} cannot be looked up: {Reason(answer)}")
        : SpfMatch.Of(answer.Records.Count > 0);

    /// <summary>Expands a domain-spec; <see langword="null"/> when no name can come of it.</summary>
    private async ValueTask<string?> TargetAsync(MacroString text, string domain)
    {
        string clientName = await ClientNameAsync(text, domain);
        // A local part outside ASCII makes no name (RFC 8616 section 4).
        return MacroExpander.Expand(text, question, domain, clientName) is { } expanded && System.Text.Ascii.IsValid(expanded)
            ? SpfDomain.Shorten(expanded)
            : null;
    }

    private async ValueTask<string> ClientNameAsync(MacroString text, string domain) =>
        text.Pieces.Any(static piece => piece.Letter == 'p') ? await _names.BestForAsync(domain) : "";

    private static string Reason(DnsAnswer answer) => answer.Status switch
    {
        DnsStatus.TimedOut => "no server answers",
        DnsStatus.Refused => "the servers refuse",
        DnsStatus.ChainTooLong => "its chain of aliases is too long",
        _ => "the servers fail",
    };
}
