namespace Postern.Tools.Mfdbtool.Site;

/// <summary>
/// Whether others can look into a database file or its group can change it, as mailfromd's mfdbtool asks. What everybody could write or replace is
/// refused by the databases themselves.
/// </summary>
internal static class FileSafety
{
    private static readonly (UnixFileMode Mode, string Problem)[] FileProblems =
    [
        (UnixFileMode.GroupRead, "Group readable file"),
        (UnixFileMode.GroupWrite, "Group writable file"),
        (UnixFileMode.OtherRead, "World readable file"),
    ];

    /// <summary>What is wrong; <see langword="null"/> when nothing is, or the file is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowed">The mode that the administrator wants database files to have.</param>
    public static string? FindProblem(string path, UnixFileMode allowed)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            UnixFileMode mode = File.GetUnixFileMode(path) & ~allowed;
            foreach ((UnixFileMode bit, string problem) in FileProblems)
            {
                if (mode.HasFlag(bit))
                    return problem;
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Opening it tells why.
            return null;
        }
    }
}
