using Postern.Testing.Servers;

namespace Postern.Plugins.Mailbox.Tests;

/// <summary>Programs of the system that do something to mailboxes.</summary>
internal static class DeliveryAgent
{
    /// <summary>Runs a program in Python and gives its output.</summary>
    public static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        var (code, output) = await ServerProcess.RunAsync("/usr/bin/python3", ["-c", script, .. arguments], TimeSpan.FromMinutes(1));
        Assert.AreEqual(0, code, output);
        return output;
    }

    /// <summary>Gives a file another name.</summary>
    public static async Task LinkAsync(string path, string other) => await ServerProcess.RunAsync("/bin/ln", [path, other], TimeSpan.FromSeconds(10));
}
