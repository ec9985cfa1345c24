using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Translations of messages from GNU message catalogs (manual, node "NLS Functions").</summary>
[PluginExport(typeof(IMflModule), "message catalogs")]
public sealed class TranslationFunctions : IMflModule
{
    private readonly CatalogDirectory _catalogs;

    /// <summary>Makes the functions for the process's locale.</summary>
    public TranslationFunctions()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    internal TranslationFunctions(Func<string, string?> environment) => _catalogs = new CatalogDirectory(environment);

    /// <summary>Says in which directory the catalogs of a text domain lie (below it <c>LANGUAGE/LC_MESSAGES/DOMAIN.mo</c>), for all sessions.</summary>
    /// <param name="domain">The text domain.</param>
    /// <param name="directory">The directory; empty only asks.</param>
    /// <returns>The directory in force.</returns>
    /// <exception cref="MflException"><c>e_failure</c>: the domain is empty, or there are too many.</exception>
    [MflFunction("bindtextdomain", Raises = "e_failure")]
    public string Bind(string domain, string directory)
    {
        if (domain.Length == 0)
            throw new MflException(MflExceptionCode.Failure, "bindtextdomain: the text domain is empty");
        if (directory.Length > 0 && !_catalogs.TryBind(domain, directory))
            throw new MflException(MflExceptionCode.Failure, "bindtextdomain: too many text domains");
        return _catalogs.DirectoryOf(domain);
    }

    /// <summary>The translation of a message in a text domain; the message itself when there is none.</summary>
    [MflFunction("dgettext")]
    public string Translate(string domain, string message)
    {
        foreach (var catalog in _catalogs.Of(domain))
        {
            if (message.Length > 0 && catalog.Find(message) is { Length: > 0 } translation)
                return translation;
        }

        return message;
    }

    /// <summary>The translation of a message in the form for a number; without one, the singular for 1 and else the plural.</summary>
    [MflFunction("dngettext")]
    public string Translate(string domain, string singular, string plural, long number)
    {
        foreach (var catalog in _catalogs.Of(domain))
        {
            if (catalog.Find(singular, number) is { Length: > 0 } translation)
                return translation;
        }

        return number == 1 ? singular : plural;
    }
}
