using System.Text;

namespace Postern.Daemon;

/// <summary>The name that the program was started under, which begins its messages.</summary>
internal static class ProgramName
{
    /// <summary>Tells a re-started child its parent's name, as .NET cannot pass a name of its own choice.</summary>
    public const string Variable = "POSTERN_PROGRAM_NAME";

    public static string Detect()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return given;
        const string Fallback = "postern";
        try
        {
            ReadOnlySpan<byte> line = File.ReadAllBytes("/proc/self/cmdline");
            int end = line.IndexOf((byte)0);
            string name = Path.GetFileName(Encoding.UTF8.GetString(end < 0 ? line : line[..end]));
            return name is "" or "dotnet" ? Fallback : name;
        }
        catch (IOException)
        {
            return Fallback;
        }
    }
}
