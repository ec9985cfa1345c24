using System.Globalization;
using Postern.Testing.Servers;

namespace Postern.StateSharing;

/// <summary>A clock that stands still until it is set, for any number of processes (libfaketime). What they wait for goes by the real one.</summary>
internal sealed class FakeClock
{
    private readonly string _file;

    public FakeClock(TemporaryFolder folder)
    {
        _file = folder.Combine("clock");
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = FindLibrary(),
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Else timed waits of the runtime end at once, over and over.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["TZ"] = "UTC",
        };
        Set(new DateTime(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc));
    }

    /// <summary>What processes need in their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public DateTime Now { get; private set; }

    public void Advance(TimeSpan interval) => Set(Now + interval);

    private static string FindLibrary() =>
        Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(static folder => folder + "/faketime/libfaketimeMT.so.1").FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("libfaketimeMT.so.1 is missing: install the Debian package libfaketime");

    private void Set(DateTime time)
    {
        Now = time;
        string next = _file + ".next";
        File.WriteAllText(next, time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "\n");
        // Read by others at any moment: replaced as a whole.
        File.Move(next, _file, overwrite: true);
    }
}
