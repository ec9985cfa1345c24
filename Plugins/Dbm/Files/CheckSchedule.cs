using System.Diagnostics;

namespace Postern.Plugins.Dbm.Files;

/// <summary>
/// When a file must be looked through before the library may see it: when it is another file than before, has shrunk, or was written by others. A file that others
/// keep writing is looked through for a tenth of the time at most.
/// </summary>
internal sealed class CheckSchedule
{
    private const int Share = 10;

    private FileStamp _known;
    private long _notBefore;

    public bool IsDue(FileStamp stamp) => stamp != _known
        && (!stamp.IsSameFile(_known) || stamp.Size < _known.Size || Stopwatch.GetTimestamp() >= _notBefore);

    /// <summary>The file was looked through and is sound.</summary>
    public void Passed(FileStamp stamp, long start)
    {
        long now = Stopwatch.GetTimestamp();
        _known = stamp;
        _notBefore = now + ((now - start) * Share);
    }

    /// <summary>This is how our own change has left the file.</summary>
    public void Written(FileStamp stamp) => _known = stamp;

    /// <summary>An operation has failed: look before the next.</summary>
    public void Doubt() => _known = default;
}
