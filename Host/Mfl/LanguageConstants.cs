namespace Postern.Mfl;

/// <summary>The built-in constants that depend on the host (manual, node "Built-in constants").</summary>
internal static class LanguageConstants
{
    private const string Preprocessor = "/usr/bin/m4 -s";
    private const string DefaultStateDirectory = "/var/lib/mailfromd";

    // Programs ask for the version of the language that they were written for, so this is the reference's.
    private const long Major = 8;
    private const long Minor = 15;

    public static IReadOnlyDictionary<string, object> Of(MflCompileRequest request) =>
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["__major__"] = Major,
            ["__minor__"] = Minor,
            ["__patch__"] = 0L,
            ["__version__"] = $"{Major}.{Minor}",
            ["__package__"] = "mailfromd",
            ["__git__"] = "",
            ["__defpreproc__"] = Preprocessor,
            ["__preproc__"] = request.Preprocessor,
            ["__defstatedir__"] = DefaultStateDirectory,
            ["__statedir__"] = request.StateDirectory,
        };
}
