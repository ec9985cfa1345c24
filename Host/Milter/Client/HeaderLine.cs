namespace Postern.Milter.Client;

/// <summary>A header field as it stands in the message, as byte strings.</summary>
/// <param name="Name">What stands before the colon.</param>
/// <param name="Rest">Everything after the colon but the last line end, blanks included; folds are CRLF and white space.</param>
public sealed record HeaderLine(string Name, string Rest)
{
    /// <summary>The value as a milter sees it: folds are LF and white space.</summary>
    /// <param name="leadingSpace">Whether the blank after the colon is part of it (<c>SMFIP_HDR_LEADSPC</c>).</param>
    public string MilterValue(bool leadingSpace)
    {
        string value = Rest.Replace("\r\n", "\n", StringComparison.Ordinal);
        return !leadingSpace && value.StartsWith(' ') ? value[1..] : value;
    }

    internal static HeaderLine FromMilter(string name, string value, bool leadingSpace)
    {
        string folded = value.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        return new HeaderLine(name, leadingSpace ? folded : ' ' + folded);
    }
}
