namespace Postern.Plugins.Sqlite;

/// <summary>How files are used.</summary>
/// <param name="BusyTimeout">How long an operation waits for other processes.</param>
/// <param name="IsSynchronous">Whether what is acknowledged is on the disk, so that it survives a loss of power, too.</param>
internal sealed record SqliteOptions(TimeSpan BusyTimeout, bool IsSynchronous)
{
    public static readonly SqliteOptions Default = new(TimeSpan.FromSeconds(5), IsSynchronous: false);
}
