using System.Globalization;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Greylist.Checks;
using Postern.Testing.Mfl;
using Postern.Testing.Milter;
using Postern.Testing.Storage;

namespace Postern.Plugins.Greylist.Tests;

/// <summary>The functions over databases in memory and a clock that stands still.</summary>
internal sealed class GreylistLab
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public GreylistLab(GreylistAlgorithm algorithm = GreylistAlgorithm.Traditional)
    {
        Databases = new FakeStateDatabases(Time);
        Context = new FakeMflContext { Clock = Time, ProgramSettings = new MflProgramSettings { Greylist = algorithm } };
        Functions = new GreylistFunctions(Databases);
        Checks = new CheckFunctions(Databases);
        Releases = new ReleaseFunctions(Databases);
        Context.Variables["greylist_seconds_left"] = new MflValue(-77);
        Context.Variables["greylist_status"] = new MflValue("");
    }

    public ManualTime Time { get; } = new();

    public FakeStateDatabases Databases { get; }

    public FakeMflContext Context { get; }

    public GreylistFunctions Functions { get; }

    public CheckFunctions Checks { get; }

    public ReleaseFunctions Releases { get; }

    public long SecondsLeft => Context.Variables["greylist_seconds_left"].Number;

    public static byte[] Key(string key) => [.. Encoding.Latin1.GetBytes(key), 0];

    public static StateListing Listing(DateTimeOffset now) =>
        new(now, static time => time.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture));

    /// <summary>Sets the clock to so many seconds after the start.</summary>
    public GreylistLab At(double seconds)
    {
        Time.Advance(Start.AddSeconds(seconds) - Time.GetUtcNow());
        return this;
    }

    /// <summary>The answer and <c>greylist_seconds_left</c>, which is -77 when it was left alone.</summary>
    public async Task<string> GreylistAsync(string key, long interval) => Answer(await Reset().Functions.GreylistAsync(Context, key, interval));

    public async Task<string> IsGreylistedAsync(string key) => Answer(await Reset().Functions.IsGreylistedAsync(Context, key));

    /// <summary>The answer, <c>greylist_seconds_left</c> and <c>greylist_status</c>.</summary>
    public async Task<string> CheckAsync(string key, long interval, string client = "", long passes = 5, long window = 172800, long lifetime = 3024000) =>
        $"{Answer(await Reset().Checks.CheckAsync(Context, key, interval, client, passes, window, lifetime))} {Context.Variables["greylist_status"].Text}";

    public Task<bool> ReleaseAsync(string key) => Releases.ReleaseAsync(Context, key).AsTask();

    public async Task<IStateTable> TableAsync(string id) => await Databases.GetAsync(id, null, CancellationToken.None);

    public async Task PutAsync(string id, string key, byte[] value, DateTimeOffset? expires = null) =>
        await (await TableAsync(id)).PutAsync(Key(key), new StateRecord(value, expires), CancellationToken.None);

    public async Task<StateRecord?> FindAsync(string id, string key) => await (await TableAsync(id)).GetAsync(Key(key), CancellationToken.None);

    private GreylistLab Reset()
    {
        Context.Variables["greylist_seconds_left"] = new MflValue(-77);
        return this;
    }

    private string Answer(bool isGreylisted) => $"{(isGreylisted ? 1 : 0)} {SecondsLeft}";
}
