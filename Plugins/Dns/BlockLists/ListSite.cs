using System.Globalization;

namespace Postern.Plugins.Dns.BlockLists;

/// <summary>One list of a query: <c>ZONE[=FILTER][*WEIGHT]</c>, as Postfix's postscreen_dnsbl_sites has it.</summary>
/// <param name="Zone">The list's domain.</param>
/// <param name="Filter">Which answers count.</param>
/// <param name="Weight">What a hit adds to the score; negative for a list of good ones.</param>
internal sealed record ListSite(string Zone, AnswerFilter Filter, long Weight)
{
    /// <summary>The largest weight, and the smallest with a minus.</summary>
    public const int MostWeight = 1_000_000;

    public static bool TryParse(string text, out ListSite site, out string problem)
    {
        site = null!;
        problem = "";
        long weight = 1;
        var rest = text;
        if (text.LastIndexOf('*') is >= 0 and var star)
        {
            rest = text[..star];
            if (!long.TryParse(text.AsSpan(star + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out weight) || weight is < -MostWeight or > MostWeight)
                problem = $"the weight is not a number from -{MostWeight} to {MostWeight}";
        }

        var filter = AnswerFilter.Listed;
        if (rest.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals)
        {
            if (!AnswerFilter.TryParse(rest[(equals + 1)..], out filter))
                problem = "the filter is not like 127.0.0.2, 127.0.0.[2;4..11] or 127.0.0.0/28";
            rest = rest[..equals];
        }

        if (rest.Length == 0)
            problem = "the zone is missing";
        site = new ListSite(rest, filter, weight);
        return problem.Length == 0;
    }
}
