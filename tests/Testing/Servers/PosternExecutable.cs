namespace Postern.Testing.Servers;

/// <summary>Where the host under test is.</summary>
public static class PosternExecutable
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static string? _copy;

    /// <summary>The folder that holds <c>Postern.slnx</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>
    /// The path of the executable: <c>POSTERN_EXECUTABLE</c> (anything with mailfromd's command line), otherwise that of the
    /// release layout, <c>POSTERN_OUT</c> or <c>out</c>. When the tests are root the layout is copied to where the
    /// unprivileged host can read it.
    /// </summary>
    public static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("POSTERN_EXECUTABLE") is { Length: > 0 } chosen)
            return chosen;
        string layout = Environment.GetEnvironmentVariable("POSTERN_OUT") ?? Path.Combine(RepositoryRoot, "out");
        if (!File.Exists(Path.Combine(layout, "bin/postern")))
            throw new InvalidOperationException($"{layout}/bin/postern is missing; ./build makes it");
        if (!Environment.IsPrivilegedProcess)
            return Path.Combine(layout, "bin/postern");
        await Gate.WaitAsync();
        try
        {
            return _copy ??= await CopyAsync(layout);
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task<string> CopyAsync(string layout)
    {
        var folder = new TemporaryFolder("postern-out");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        await ServerProcess.RunAsync("/bin/cp", ["-r", layout + "/.", folder.Path], TimeSpan.FromMinutes(1));
        await ServerProcess.RunAsync("/bin/chmod", ["-R", "a+rX", folder.Path], TimeSpan.FromMinutes(1));
        return folder.Combine("bin/postern");
    }

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Postern.slnx")))
                return folder;
        }

        throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds Postern.slnx");
    }
}
