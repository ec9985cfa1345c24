namespace Postern.Plugins.Sqlite.Access;

/// <summary>Makes the empty file that becomes a database.</summary>
/// <remarks>
/// It is made aside and moved to its place: a descriptor of the database that is closed again would take with it the locks that other connections
/// of this process hold (POSIX locks belong to the process).
/// </remarks>
internal static class NewFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Make(string path, UnixFileMode? mode)
    {
        string aside = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (new FileStream(aside, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerAlone }))
            {
                // The process's umask has no say in what the configuration has decided.
                File.SetUnixFileMode(aside, mode ?? OwnerAlone);
            }

            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another has been faster.
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
