namespace Postern.Daemon.FilterTests.Model;

/// <summary>The world of a test. What a file says before its first test holds for all of them.</summary>
internal sealed class TestSettings
{
    public static readonly DateTimeOffset DefaultClock = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    /// <summary>The filter's file, as it can be opened from the current directory; empty when none is named yet.</summary>
    public string Filter { get; set; } = "";

    /// <summary>Initial values of variables, byte strings.</summary>
    public List<KeyValuePair<string, string>> Variables { get; private init; } = [];

    public DateTimeOffset Clock { get; set; } = DefaultClock;

    /// <summary>How long a message may take in real time; <see langword="null"/> when the file says nothing.</summary>
    public TimeSpan? Limit { get; set; }

    public List<ZoneEntry> Zone { get; private init; } = [];

    public List<StoredRecord> Records { get; private init; } = [];

    /// <summary>Databases that cannot be used.</summary>
    public HashSet<string> Unavailable { get; private init; } = new(StringComparer.Ordinal);

    public TestClient Client { get; private init; } = new();

    public TestSettings Clone() => new()
    {
        Filter = Filter,
        Variables = [.. Variables],
        Clock = Clock,
        Limit = Limit,
        Zone = [.. Zone],
        Records = [.. Records],
        Unavailable = new HashSet<string>(Unavailable, StringComparer.Ordinal),
        Client = Client.Clone(),
    };
}
