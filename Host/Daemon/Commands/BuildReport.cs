using System.Runtime.InteropServices;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Settings;

namespace Postern.Daemon.Commands;

/// <summary><c>--show-config-options</c>: what the program is, as <c>NAME=VALUE</c> with a comment.</summary>
internal static class BuildReport
{
    public static void Write(TextWriter output, InstallLayout layout)
    {
        output.WriteLine($"VERSION={HelpText.Version} \t- Version of this program");
        output.WriteLine("MFL_VERSION=8.15 \t- Version of mailfromd whose language it speaks");
        output.WriteLine("MILTER_VERSIONS=2-6 \t- Versions of the milter protocol");
        output.WriteLine($"RUNTIME={RuntimeInformation.FrameworkDescription} \t- Run-time environment");
        output.WriteLine($"PLATFORM={RuntimeInformation.RuntimeIdentifier} \t- Operating system and processor");
        output.WriteLine("SYSCONFDIR=/etc \t- System configuration directory");
        output.WriteLine("LOG_FACILITY=mail \t- Default syslog facility");
        output.WriteLine($"PLUGINDIR={string.Join(':', layout.PluginDirectories)} \t- Plugin directories");
    }
}
