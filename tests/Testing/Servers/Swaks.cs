using System.Globalization;

namespace Postern.Testing.Servers;

/// <summary>Runs swaks, a scriptable SMTP client.</summary>
public static class Swaks
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Sends one message and returns the whole dialogue.</summary>
    public static async Task<(int Code, string Dialogue)> RunAsync(int port, params string[] arguments) =>
        await ServerProcess.RunAsync("/usr/bin/swaks",
            ["--server", "127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture), "--helo", "client.test", .. arguments], Limit);
}
