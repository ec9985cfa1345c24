using Postern.Daemon.CommandLine;
using Postern.Daemon.Posix;
using Postern.Daemon.Settings;

namespace Postern.Daemon.Commands;

/// <summary><c>--show-defaults</c>, in the reference's form.</summary>
internal static class DefaultsReport
{
    public static void Write(TextWriter output, InstallLayout layout)
    {
        output.WriteLine($"version:{HelpText.Version}");
        output.WriteLine($"script file:{Defaults.Scripts[0]}");
        output.WriteLine($"script file search path:{string.Join(':', Defaults.Scripts)}");
        output.WriteLine($"configuration file search path:{string.Join(':', Defaults.ConfigurationFiles)}");
        output.WriteLine($"user:{string.Join(':', Privileges.DefaultUsers)}");
        output.WriteLine($"statedir:{Defaults.StateDirectory}");
        output.WriteLine($"socket:{Defaults.Socket}");
        output.WriteLine($"pidfile:{Defaults.PidFile}");
        output.WriteLine($"include path:{string.Join(':', layout.ModulePath)}");
        output.WriteLine($"module path:{string.Join(':', layout.ModulePath)}");
        output.WriteLine($"plugin path:{string.Join(':', layout.PluginDirectories)}");
    }
}
