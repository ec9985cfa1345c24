namespace Postern.Testing.Servers;

/// <summary>Runs miltertest, a foreign milter client with scripts in Lua.</summary>
public static class MilterTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script with the global <c>socket</c>; a script that fails is an error with its output.</summary>
    public static async Task RunAsync(string script, string socket)
    {
        var (code, output) = await ServerProcess.RunAsync(
            "/usr/bin/miltertest", ["-D", "socket=" + socket, "-s", script], Limit);
        if (code != 0)
            throw new InvalidOperationException($"{Path.GetFileName(script)} failed with {code}:\n{output}");
    }
}
