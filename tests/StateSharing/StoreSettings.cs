using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>What hosts are told about their databases.</summary>
internal static class StoreSettings
{
    private static readonly string[] Databases = ["greylist", "rate", "tbf"];

    /// <summary>SQLite files in a folder that all hosts use.</summary>
    public static async Task<IReadOnlyList<string>> SqliteAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
            await ServerProcess.RunAsync("/bin/chown", ["nobody:nogroup", folder], TimeSpan.FromSeconds(10));
        return [.. Databases.Select(id => $"--set=database={id}.file=sqlite://{folder}/{id}.sqlite")];
    }

    /// <summary>Tables of a PostgreSQL server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="timeout">How long a decision may take: hosts that collide try again within it.</param>
    public static IReadOnlyList<string> Postgres(PostgresServer server, string timeout) =>
    [
        .. Databases.Select(static id => $"--set=database={id}.file=postgres://{id}"),
        $"--set=storage.postgres.connection={server.Connection}",
        $"--set=storage.postgres.password-file={server.PasswordFile}",
        $"--set=storage.postgres.command-timeout={timeout}",
    ];
}
