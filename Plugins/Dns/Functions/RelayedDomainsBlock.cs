using System.Composition;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Dns.Functions;

/// <summary>The statement <c>relayed-domain-file FILE</c> or <c>(FILE, ...)</c>, also the option of that name: files with one domain on a line; a <c>#</c> begins a comment. Statements add up.</summary>
[PluginExport(typeof(IConfigurationBlock), "relayed-domain-file")]
[Export(typeof(RelayedDomainsBlock))]
public sealed class RelayedDomainsBlock : IConfigurationBlock
{
    private readonly HashSet<string> _domains = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Keyword => "relayed-domain-file";

    /// <inheritdoc/>
    public void Configure(ConfigurationStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Body is not null || statement.Values is not [{ } values])
            throw new ConfigurationException(statement.Place, "`relayed-domain-file' wants the name of a file, or a list of them: relayed-domain-file (FILE, FILE);");
        foreach (var file in values.List ?? [values])
            Read(file);
    }

    /// <summary>Whether the domain, or one that it lies in, stands in a file.</summary>
    internal bool Contains(string domain)
    {
        var lookup = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = domain.AsSpan(); ;)
        {
            if (lookup.Contains(rest))
                return true;
            var dot = rest.IndexOf('.');
            if (dot < 0)
                return false;
            rest = rest[(dot + 1)..];
        }
    }

    private void Read(ConfigurationValue file)
    {
        // Values are byte strings.
        var name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(file.Text));
        try
        {
            foreach (var line in File.ReadLines(name, Encoding.Latin1))
            {
                var end = line.IndexOf('#', StringComparison.Ordinal);
                if ((end < 0 ? line : line[..end]).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries) is [var domain, ..])
                    _domains.Add(domain);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(file.Place, $"the file of relayed domains `{name}' cannot be read: {exception.Message}");
        }
    }
}
