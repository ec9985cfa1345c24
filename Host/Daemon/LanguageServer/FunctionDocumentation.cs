using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Postern.Daemon.LanguageServer;

/// <summary>What the plugins' XML documentation files say of their functions.</summary>
internal sealed partial class FunctionDocumentation
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <param name="directories">Directories whose sub-directories are plugins; what cannot be read there is left out.</param>
    public FunctionDocumentation(IEnumerable<string> directories)
    {
        foreach (string file in directories.Where(Directory.Exists).SelectMany(static directory => Directory.EnumerateFiles(directory, "*.xml", Depth)))
        {
            try
            {
                using XmlReader reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = FramedReader.MaxLength });
                Read(XDocument.Load(reader));
            }
            catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"postern lsp: {file}: {e.Message}");
            }
        }
    }

    private static EnumerationOptions Depth => new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    /// <summary>The documentation of a method as Markdown; empty when there is none.</summary>
    public string Of(string memberName) => _texts.GetValueOrDefault(memberName, "");

    private void Read(XDocument document)
    {
        foreach (XElement member in document.Descendants("member"))
        {
            string name = (string?)member.Attribute("name") ?? "";
            if (!name.StartsWith("M:", StringComparison.Ordinal))
                continue;
            int end = name.IndexOf('(', StringComparison.Ordinal);
            _texts.TryAdd(end < 0 ? name[2..] : name[2..end], Describe(member));
        }
    }

    private static string Describe(XElement member)
    {
        var parts = new List<string> { Plain(member.Element("summary")) };
        parts.AddRange(member.Elements("param")
            .Where(static item => item.Attribute("name")?.Value is not ("context" or "constantLength" or "flags"))
            .Select(static item => $"- `{item.Attribute("name")?.Value}`: {Plain(item)}"));
        if (member.Element("returns") is { } result)
            parts.Add($"Returns: {Plain(result)}");
        parts.AddRange(member.Elements("exception").Select(static item => $"Raises: {Plain(item)}"));
        return string.Join("\n\n", parts.Where(static part => part.Length > 0));
    }

    private static string Plain(XElement? element)
    {
        if (element is null)
            return "";
        var text = new System.Text.StringBuilder();
        foreach (XNode node in element.DescendantNodes())
        {
            if (node is XText words)
                text.Append(node.Parent?.Name == "c" ? $"`{words.Value}`" : words.Value);
            else if (node is XElement { Name.LocalName: "see" or "paramref" or "seealso" } reference)
                text.Append('`').Append(LastPart((reference.FirstAttribute?.Value) ?? "")).Append('`');
        }

        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
