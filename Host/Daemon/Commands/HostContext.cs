using Postern.Daemon.Settings;

namespace Postern.Daemon.Commands;

/// <summary>What every command needs of the process.</summary>
/// <param name="Program">The program's name in messages.</param>
/// <param name="Arguments">The command line.</param>
/// <param name="Messages">The standard error.</param>
/// <param name="Layout">Files that come with the program.</param>
/// <param name="Time">The clock.</param>
internal sealed record HostContext(
    string Program, IReadOnlyList<string> Arguments, Messages Messages, InstallLayout Layout, TimeProvider Time);
