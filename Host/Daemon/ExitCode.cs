namespace Postern.Daemon;

/// <summary>Exit codes, those of <c>sysexits.h</c> that mailfromd uses.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>A listener cannot be opened.</summary>
    public const int Unavailable = 69;

    /// <summary>The user cannot be changed, or a bug.</summary>
    public const int Software = 70;

    /// <summary>The configuration or the script is wrong.</summary>
    public const int Configuration = 78;
}
