using System.Text;
using Postern.Abstractions.Storage;
using Postern.Testing.Milter;
using Postern.Testing.Storage;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Tests;

/// <summary>Runs mfdbtool in this process on databases in memory.</summary>
internal sealed class MfdbtoolRun
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public ManualTime Time { get; } = new();

    public FakeStateDatabases Databases { get; }

    /// <summary>What the host's user was to be.</summary>
    public string? User { get; private set; }

    public bool ShowsProgress { get; init; }

    /// <summary>All databases, in order.</summary>
    public IEnumerable<string> Ids => Databases.All.Select(static database => database.Id).Order(StringComparer.Ordinal);

    public MfdbtoolRun() => Databases = new FakeStateDatabases(Time);

    public async Task PutAsync(string id, string key, long count, TimeSpan age = default, bool keepsExpiry = true)
    {
        IStateTable table = await TableAsync(id);
        DateTimeOffset time = Time.GetUtcNow() - age;
        await table.PutAsync(
            CountFormat.Key(key), new StateRecord(CountFormat.Value(time, count), keepsExpiry ? time.AddDays(1) : null), CancellationToken.None);
    }

    public ValueTask<IStateTable> TableAsync(string id) => Databases.GetAsync(id, null, CancellationToken.None);

    public async Task<IReadOnlyList<StateEntry>> RecordsAsync(string id)
    {
        var records = new List<StateEntry>();
        await foreach (StateEntry entry in (await TableAsync(id)).EnumerateAsync(CancellationToken.None))
            records.Add(entry);
        return records;
    }

    /// <returns>The standard output, the standard error, the exit code.</returns>
    public Task<(string Output, string Errors, int Code)> RunAsync(params string[] arguments) => RunAsync(Stream.Null, arguments);

    public async Task<(string Output, string Errors, int Code)> RunAsync(
        Stream input, string[] arguments, CancellationToken cancellationToken = default)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var files = new StandardFiles(input, output, errors, ShowsProgress);
        int code;
        try
        {
            code = await new MfdbtoolCommand(files, Time, OpenAsync, (user, _) => User = user)
                .RunAsync(["--no-config", .. arguments], cancellationToken).WaitAsync(Limit, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            code = 130;
        }

        return (Text(output), Text(errors), code);
    }

    private Task<StateSite> OpenAsync(SiteSettings settings, TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult(new StateSite(
            Databases, [.. new[] { "cache", "rate", "greylist" }.Select(static name => new CountFormat(name))], [], () => ValueTask.CompletedTask));

    private static string Text(MemoryStream stream) => Encoding.Latin1.GetString(stream.ToArray());
}
