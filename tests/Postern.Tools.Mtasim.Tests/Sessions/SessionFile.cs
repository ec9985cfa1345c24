using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Postern.Tools.Mtasim.Tests.Sessions;

/// <summary>
/// A scripted session: a head of <c>% name: value</c> lines and the input. In the input <c>&lt;xNN&gt;</c> is a byte and
/// <c>&lt;xNN*COUNT&gt;</c> a run of it.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="Filter">The filter's file in <c>filters/</c>; empty without one.</param>
/// <param name="Options">The options of mtasim.</param>
/// <param name="Difference">Why our mtasim does something else than the reference; empty when it does the same.</param>
/// <param name="HostDifference">Why the reference's mtasim hears something else from our host than from its own; empty when it does not.</param>
/// <param name="RunsReference">Whether the reference can be run at all.</param>
/// <param name="Input">What is typed.</param>
internal sealed partial record SessionFile(
    string Name, string Filter, string[] Options, string Difference, string HostDifference, bool RunsReference, byte[] Input)
{
    public static string ProjectDirectory { get; } = typeof(SessionFile).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ProjectDirectory").Value!;

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Path.Combine(ProjectDirectory, "sessions"), "*.smtp").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    /// <summary>What our mtasim says in a session that differs.</summary>
    public string OursFile => Path.Combine(ProjectDirectory, "sessions", Name + ".ours");

    public static SessionFile Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(ProjectDirectory, "sessions", name + ".smtp"), Encoding.Latin1);
        var head = new Dictionary<string, string>(StringComparer.Ordinal);
        while (text.StartsWith("% ", StringComparison.Ordinal))
        {
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            head.Add(text[2..colon], text[(colon + 1)..end].Trim());
            text = text[(end + 1)..];
        }

        string input = Escape().Replace(text, static match => new string(
            (char)Convert.ToInt32(match.Groups["byte"].Value, 16),
            match.Groups["count"].Success ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 1));
        return new SessionFile(
            name,
            head.GetValueOrDefault("filter", ""),
            head.GetValueOrDefault("options", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            head.GetValueOrDefault("differs", ""),
            head.GetValueOrDefault("hosts", ""),
            head.GetValueOrDefault("reference", "") != "none",
            Encoding.Latin1.GetBytes(input));
    }

    [GeneratedRegex("<x(?<byte>[0-9A-F]{2})(\\*(?<count>[0-9]+))?>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
