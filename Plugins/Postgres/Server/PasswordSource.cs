using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Configuration;

namespace Postern.Plugins.Postgres.Server;

/// <summary>The password from a file or the environment, read for each connection, so that a changed one is used without a reload.</summary>
internal sealed class PasswordSource(PostgresSettings settings)
{
    public bool Exists => settings.PasswordFile is not null || settings.PasswordVariable is not null;

    /// <summary>Whether everybody may read the file.</summary>
    public bool IsPublic
    {
        get
        {
            try
            {
                return settings.PasswordFile is { } file && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <exception cref="StateStoreException">There is none.</exception>
    public string Read() =>
        settings.PasswordFile is { } file ? FromFile(file)
        : Environment.GetEnvironmentVariable(settings.PasswordVariable!) is { Length: > 0 } password ? password
        : throw new StateStoreException($"the environment variable {settings.PasswordVariable}, which `password-environment' names, is not set", isTransient: false);

    private static string FromFile(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine() is { Length: > 0 } line
                ? line
                : throw new StateStoreException($"the first line of {file}, which `password-file' names, is empty", isTransient: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateStoreException($"the file that `password-file' names cannot be read: {e.Message}", isTransient: false, e);
        }
    }
}
