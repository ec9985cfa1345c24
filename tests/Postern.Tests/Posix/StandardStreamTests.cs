using System.Diagnostics;
using Postern.Testing.Servers;

namespace Postern.Tests.Posix;

[TestClass]
public sealed class StandardStreamTests
{
    [TestMethod]
    public async Task Write_FileSharedWithOthers_AppendsWhereTheyAre()
    {
        string folder = Directory.CreateTempSubdirectory("postern-streams-").FullName;
        try
        {
            string script = Path.Combine(folder, "echo.mfl");
            await File.WriteAllTextAsync(script, "func main(...) returns number do echo \"from the script\" return 0 done");
            string output = Path.Combine(folder, "output");
            string host = await PosternExecutable.FindAsync();
            var start = new ProcessStartInfo(
                "/bin/sh",
                ["-c", "(echo before; \"$0\" --no-config --stderr --echo --run -- \"$1\"; echo after) >\"$2\" 2>&1", host, script, output])
            {
                UseShellExecute = false,
            };

            using var shell = Process.Start(start)!;
            await shell.WaitForExitAsync();

            Assert.AreEqual("before\nfrom the script\nafter\n", await File.ReadAllTextAsync(output));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
