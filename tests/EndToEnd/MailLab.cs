using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>The servers that the tests share; each starts when the first test needs it.</summary>
[TestClass]
public static class MailLab
{
    private static readonly Lazy<Task<PosternProcess>> CoreOnTcp = new(() => PosternProcess.StartAsync(Filter("core.mfl")));
    private static readonly Lazy<Task<PosternProcess>> CoreOnUnix =
        new(() => PosternProcess.StartOnUnixSocketAsync(Filter("core.mfl")));

    private static readonly Lazy<Task<PosternProcess>> BulkOnTcp = new(() => PosternProcess.StartAsync(Filter("bulk.mfl")));
    private static readonly Lazy<Task<PosternProcess>> TraceOnTcp = new(() => PosternProcess.StartAsync(Filter("trace.mfl")));
    private static readonly Lazy<Task<PosternProcess>> FactsOnTcp = new(() => PosternProcess.StartAsync(Filter("facts.mfl")));
    private static readonly Lazy<Task<PosternProcess>> RunawayOnTcp = new(() => PosternProcess.StartAsync(Filter("runaway.mfl")));
    private static readonly Lazy<Task<PostfixServer>> PostfixStart = new(StartPostfixAsync);
    private static readonly Lazy<Task<SendmailServer>> SendmailStart = new(StartSendmailAsync);

    public static TimeSpan DeliveryLimit { get; } = TimeSpan.FromSeconds(60);

    public static Task<PosternProcess> CoreTcp => CoreOnTcp.Value;

    public static Task<PosternProcess> CoreUnix => CoreOnUnix.Value;

    public static Task<PosternProcess> Bulk => BulkOnTcp.Value;

    public static Task<PosternProcess> Trace => TraceOnTcp.Value;

    public static Task<PosternProcess> Facts => FactsOnTcp.Value;

    public static Task<PosternProcess> Runaway => RunawayOnTcp.Value;

    public static Task<PostfixServer> Postfix => PostfixStart.Value;

    public static Task<SendmailServer> Sendmail => SendmailStart.Value;

    /// <summary>The path of a filter of these tests.</summary>
    public static string Filter(string name) => Path.Combine(PosternExecutable.RepositoryRoot, "tests/EndToEnd/filters", name);

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        await DisposeAsync(PostfixStart);
        await DisposeAsync(SendmailStart);
        await DisposeAsync(CoreOnTcp);
        await DisposeAsync(CoreOnUnix);
        await DisposeAsync(BulkOnTcp);
        await DisposeAsync(TraceOnTcp);
        await DisposeAsync(FactsOnTcp);
        await DisposeAsync(RunawayOnTcp);
    }

    private static async Task<PostfixServer> StartPostfixAsync() => await PostfixServer.StartAsync(
        (await CoreTcp).PostfixAddress, (await CoreUnix).PostfixAddress, (await Bulk).PostfixAddress, (await Facts).PostfixAddress);

    private static async Task<SendmailServer> StartSendmailAsync() => await SendmailServer.StartAsync(
        (await CoreTcp).SendmailAddress, (await CoreUnix).SendmailAddress);

    private static async Task DisposeAsync<T>(Lazy<Task<T>> server)
        where T : IAsyncDisposable
    {
        if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
            await (await server.Value).DisposeAsync();
    }
}
