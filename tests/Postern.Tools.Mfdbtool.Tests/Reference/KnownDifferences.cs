using System.Text.RegularExpressions;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>What we do otherwise than the reference wherever it occurs, each with the reason.</summary>
internal static partial class KnownDifferences
{
    private static readonly (string Reason, Func<string, string> Apply)[] All =
    [
        ("a database that was listed to its end was listed: the exit code is 0, not 1",
            static transcript => ListOfAll().Replace(transcript, static match => match.Value[..^1] + "0")),
        ("what is missing is called that, whatever the library says",
            static transcript => MissingRecord().Replace(transcript, "there is no such record")),
    ];

    /// <summary>What the reference has said, as we would say it.</summary>
    public static string Apply(string transcript) => All.Aggregate(transcript, static (text, difference) => difference.Apply(text));

    // The command line names no key, and no message follows.
    [GeneratedRegex(@"^\$ mfdbtool (?:--list|--predict=[^ ]+|--predict=""[^""]*"")(?: -[A-Za-z] \S+)*\n(?:(?!mfdbtool: |exit |\$ ).*\n)*exit 1$", RegexOptions.Multiline)]
    private static partial Regex ListOfAll();

    [GeneratedRegex(@"(?<=^mfdbtool: cannot remove record .* from .*: )(?:BDB0073 .*|No error)$", RegexOptions.Multiline)]
    private static partial Regex MissingRecord();
}
