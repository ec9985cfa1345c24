using Postern.Daemon.Settings;
using Postern.Mfl.Syntax;

namespace Postern.Daemon.Hosting;

/// <summary>Reads the filter script.</summary>
internal static class ScriptFile
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static SourceText Read(HostSettings settings)
    {
        try
        {
            using FileStream stream = File.OpenRead(settings.ScriptFile);
            if (!stream.CanSeek)
                throw new SettingsException($"`{settings.ScriptName}' is not a regular file");
            if (stream.Length > MaxBytes)
                throw new SettingsException($"`{settings.ScriptName}' has more than {MaxBytes / 1024 / 1024} MiB; that is no script");
            byte[] bytes = new byte[stream.Length];
            int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return SourceText.FromBytes(settings.ScriptName, bytes.AsSpan(0, count));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
                UnauthorizedAccessException => Directory.Exists(settings.ScriptFile) ? "Is a directory" : "Permission denied",
                _ => e.Message,
            };
            throw new SettingsException($"cannot open `{settings.ScriptName}': {reason}");
        }
    }
}
