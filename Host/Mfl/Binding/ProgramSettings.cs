using Postern.Abstractions.Mfl;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>Gathers what pragmas say to plugins' functions.</summary>
internal static class ProgramSettings
{
    public static MflProgramSettings Of(IReadOnlyList<PragmaSyntax> pragmas) => new()
    {
        Databases = [.. pragmas.OfType<PragmaSyntax.DatabaseProperties>().Select(Read)],
        Greylist = pragmas.OfType<PragmaSyntax.Greylist>().LastOrDefault() is { ConTassios: true }
            ? GreylistAlgorithm.ConTassios
            : GreylistAlgorithm.Traditional,
    };

    private static DatabaseProperties Read(PragmaSyntax.DatabaseProperties pragma)
    {
        bool endsInNul = false;
        UnixFileMode? mode = null;
        string? scheme = null;
        foreach (string property in pragma.Properties)
        {
            if (property == "null")
                endsInNul = true;
            else if (property.EndsWith("://", StringComparison.Ordinal))
                scheme = property[..^"://".Length];
            else if (DatabaseMode.Read(property, out int bits) is null)
                mode = (UnixFileMode)bits;
        }

        return new DatabaseProperties(pragma.Pattern, endsInNul, mode, scheme);
    }
}
