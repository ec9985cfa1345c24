namespace Postern.Testing.Servers;

/// <summary>Runs miltertest, a foreign milter client with scripts in Lua.</summary>
public static class MilterTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script with the globals <c>socket</c> and <c>folder</c>; a script that fails is an error with its output.</summary>
    /// <param name="folder">Where the scripts are.</param>
    /// <param name="script">The script's file name.</param>
    /// <param name="socket">The milter's address as Sendmail writes it.</param>
    public static async Task RunAsync(string folder, string script, string socket)
    {
        var (code, output) = await ServerProcess.RunAsync(
            "/usr/bin/miltertest",
            ["-D", "socket=" + socket, "-D", "folder=" + folder, "-s", Path.Combine(folder, script)],
            Limit);
        if (code != 0)
            throw new InvalidOperationException($"{script} failed with {code}:\n{output}");
    }
}
