namespace Postern.Daemon.Settings;

/// <summary>The configuration, the script or the plugins cannot be used: lines for the administrator and exit code 78.</summary>
internal sealed class SettingsException(IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    public SettingsException(string line)
        : this([line])
    {
    }

    public IReadOnlyList<string> Lines { get; } = lines;
}
