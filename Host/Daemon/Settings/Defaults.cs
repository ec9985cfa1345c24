namespace Postern.Daemon.Settings;

/// <summary>What holds when nothing is said.</summary>
internal static class Defaults
{
    public const string StateDirectory = "/var/lib/postern";

    /// <summary>The listener when none is configured, relative to the state directory; the reference's name.</summary>
    public const string Socket = "mailfrom";

    public const string PidFile = "postern.pid";

    /// <summary>Names that this program answers to in <c>program</c> blocks.</summary>
    public static IReadOnlyList<string> ProgramNames { get; } = ["postern", "mailfromd"];

    /// <summary>Configuration files; the first that exists is read.</summary>
    public static IReadOnlyList<string> ConfigurationFiles { get; } = ["/etc/postern.conf", "/etc/mailfromd.conf"];

    /// <summary>Scripts; the first that exists is run.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
        ["/etc/postern/postern.mfl", "/etc/mailfromd/mailfromd.mfl", "/etc/mailfromd.mfl"];
}
