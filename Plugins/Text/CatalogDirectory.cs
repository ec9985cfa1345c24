using System.Collections.Concurrent;

namespace Postern.Plugins.Text;

/// <summary>
/// Where the catalogs of each text domain lie, and those read so far. The locale is the process's (<c>LANGUAGE</c>, <c>LC_ALL</c>, <c>LC_MESSAGES</c>,
/// <c>LANG</c>). Shared by all sessions; thread-safe.
/// </summary>
internal sealed class CatalogDirectory(Func<string, string?> environment)
{
    public const string DefaultDirectory = "/usr/share/locale";

    private const int MostDomains = 1000;

    private readonly ConcurrentDictionary<string, string> _directories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<MessageCatalog>> _catalogs = new(StringComparer.Ordinal);

    public string DirectoryOf(string domain) => _directories.GetValueOrDefault(domain, DefaultDirectory);

    /// <summary>Says where the catalogs of a domain lie.</summary>
    /// <returns>Whether there was still place for it.</returns>
    public bool TryBind(string domain, string directory)
    {
        if (_directories.Count >= MostDomains && !_directories.ContainsKey(domain))
            return false;
        _directories[domain] = directory;
        return true;
    }

    /// <summary>The catalogs of a domain in the languages wanted, the most wanted first.</summary>
    public IReadOnlyList<MessageCatalog> Of(string domain)
    {
        // A domain is a file name, never a path.
        if (domain.Length == 0 || domain.Contains('/', StringComparison.Ordinal))
            return [];
        var directory = DirectoryOf(domain);
        if (_catalogs.Count >= MostDomains)
            _catalogs.Clear();
        return _catalogs.GetOrAdd($"{directory}\n{domain}", _ => [.. Languages().Select(language => Load(directory, language, domain)).OfType<MessageCatalog>()]);
    }

    /// <summary>The directories to look in: each language with and without codeset and territory.</summary>
    private IEnumerable<string> Languages()
    {
        var locale = First("LC_ALL", "LC_MESSAGES", "LANG");
        if (locale is "" or "C" or "POSIX")
            return [];
        var languages = environment("LANGUAGE") is { Length: > 0 } list ? list.Split(':', StringSplitOptions.RemoveEmptyEntries) : [locale];
        return languages.Where(static language => !language.Contains('/', StringComparison.Ordinal)).SelectMany(Variants).Distinct(StringComparer.Ordinal);
    }

    private string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment(name) is { Length: > 0 } value)
                return value;
        }

        return "";
    }

    private static IEnumerable<string> Variants(string locale)
    {
        var at = locale.IndexOf('@', StringComparison.Ordinal);
        var modifier = at < 0 ? "" : locale[at..];
        var plain = at < 0 ? locale : locale[..at];
        var noCodeset = plain.Split('.')[0];
        var language = noCodeset.Split('_')[0];
        return [plain + modifier, noCodeset + modifier, language + modifier, plain, noCodeset, language];
    }

    private static MessageCatalog? Load(string directory, string language, string domain)
    {
        try
        {
            var file = new FileInfo(Path.Combine(directory, language, "LC_MESSAGES", domain + ".mo"));
            return file.Exists && file.Length <= MessageCatalog.LongestFile ? MessageCatalog.Read(File.ReadAllBytes(file.FullName)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            // A catalog that cannot be read leaves its messages untranslated, as in gettext.
            return null;
        }
    }
}
