using System.Globalization;

namespace Postern.Daemon.Posix;

/// <summary>The file that holds the daemon's process id; it goes with the daemon.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <summary>Writes the file. One that a dead process has left is replaced.</summary>
    /// <exception cref="StartException">A daemon is running under this file, or it cannot be written.</exception>
    public static PidFile Create(string path)
    {
        try
        {
            if (File.Exists(path) && ReadId(path) is int id && IsSameProgram(id))
            {
                throw new StartException(
                    ExitCode.Configuration, $"already running as process {id}, says {path}; stop it, or give another --pidfile");
            }

            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            const UnixFileMode ReadableByAll =
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            File.SetUnixFileMode(path, ReadableByAll);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException(ExitCode.Configuration, $"cannot write the pidfile: {e.Message}");
        }

        return new PidFile(path);
    }

    public void Dispose()
    {
        try
        {
            if (ReadId(_path) == Environment.ProcessId)
                File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stale file does no harm: the next start replaces it.
        }
    }

    private static int? ReadId(string path) =>
        int.TryParse(File.ReadAllText(path).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;

    /// <summary>A process id is used again sooner or later; only a process of this program counts.</summary>
    private static bool IsSameProgram(int id)
    {
        if (id == Environment.ProcessId)
            return false;
        string name = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/comm";
        try
        {
            return File.ReadAllText(name) == File.ReadAllText("/proc/self/comm");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
