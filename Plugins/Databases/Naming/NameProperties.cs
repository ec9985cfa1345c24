using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Databases.Naming;

/// <summary>What <c>#pragma dbprop</c> says of a database (manual, node "Database functions").</summary>
internal static class NameProperties
{
    /// <summary>The pragma that counts: the last that names the database exactly, else the last whose pattern matches its name; <see langword="null"/> for none.</summary>
    public static DatabaseProperties? Of(MflProgramSettings settings, string name) =>
        settings.Databases.LastOrDefault(item => item.Pattern == name)
        ?? settings.Databases.LastOrDefault(item => GlobPattern.Matches(item.Pattern, name));
}
