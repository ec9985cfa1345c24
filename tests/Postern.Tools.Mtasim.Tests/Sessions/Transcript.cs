using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Postern.Tools.Mtasim.Tests.Sessions;

/// <summary>
/// What a session looks like from outside, without what two programs cannot share: names and versions, the address of the filter,
/// and the list of the administrative commands.
/// </summary>
internal static partial class Transcript
{
    public static string Make(byte[] output, string errors, int exitCode, string? trace)
    {
        var text = new StringBuilder(Replies(Encoding.Latin1.GetString(output)));
        foreach (string line in errors.Split('\n').Where(static line => line.StartsWith("mtasim: expected", StringComparison.Ordinal)))
            text.Append("error: ").Append(line).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"exit {exitCode}\n");
        if (trace is not null)
            text.Append("trace:\n").Append(Replies(trace));
        return text.ToString();
    }

    private static string Replies(string output)
    {
        string text = Name().Replace(output.Replace("\r\n", "\n", StringComparison.Ordinal), "${code}mtasim");
        text = Address().Replace(text, "${words}FILTER");
        return AdministrativeCommand().Replace(text, "");
    }

    [GeneratedRegex(@"^(?<code>(220|250)[ -])mtasim \([^)]*\)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Name();

    [GeneratedRegex("^(?<words>220 Connected to milter ).*", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^250[ -]( \\.*|Supported administrative commands:)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AdministrativeCommand();
}
