using System.Globalization;
using Npgsql;
using Postern.Abstractions.Storage;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests.Faults;

/// <summary>Connections that are lost while a write is under way: nothing is counted twice, nothing that was acknowledged is missing.</summary>
[TestClass]
public sealed class LostAnswerTests
{
    private static readonly byte[] Key = "key"u8.ToArray();

    private static PostgresServer s_server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => s_server = await PostgresServer.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task Update_AnswerToWriteLost_TakesEffectOnce()
    {
        await using var lab = await LabAsync();

        long number = await lab.Table.CountAsync(Key, lab.Proxy, static proxy => proxy.CutAnswers(1));

        Assert.AreEqual(1, number);
        Assert.AreEqual(1, await lab.Other.NumberAsync(Key));
        Assert.AreEqual(1, lab.Proxy.Cuts);
        Assert.AreEqual(0, lab.Provider.Trips!.Conflicts, "the lane has found out that its write took effect");
    }

    [TestMethod]
    public async Task Update_AnswerToWriteLostAndOverwritten_TakesEffectOnce()
    {
        await using var lab = await LabAsync();
        lab.Proxy.WhenCut = async () => Assert.AreEqual(2, await lab.Other.CountAsync(Key));

        long number = await lab.Table.CountAsync(Key, lab.Proxy, static proxy => proxy.CutAnswers(1));

        Assert.AreEqual(1, number);
        Assert.AreEqual(2, await lab.Other.NumberAsync(Key));
    }

    [TestMethod]
    public async Task Update_AnswersToWriteAndQuestionLost_TakesEffectOnce()
    {
        await using var lab = await LabAsync();
        lab.Proxy.WhenCut = () =>
        {
            if (lab.Proxy.Cuts == 1)
                lab.Proxy.CutAnswerTo("WITH before AS");
            return Task.CompletedTask;
        };

        long number = await lab.Table.CountAsync(Key, lab.Proxy, static proxy => proxy.CutAnswers(1));

        Assert.AreEqual(1, number);
        Assert.AreEqual(1, await lab.Other.NumberAsync(Key));
        Assert.AreEqual(2, lab.Proxy.Cuts);
    }

    [TestMethod]
    public async Task Update_WriteDoesNotReachTheServer_IsDecidedAgain()
    {
        await using var lab = await LabAsync();

        long number = await lab.Table.CountAsync(Key, lab.Proxy, static proxy => proxy.CutRequests(1));

        Assert.AreEqual(1, number);
        Assert.AreEqual(1, await lab.Other.NumberAsync(Key));
        Assert.AreEqual(1, lab.Provider.Trips!.Conflicts);
    }

    [TestMethod]
    public async Task Update_ConnectionLostWhileWriteWaitsForALock_TakesEffectOnce()
    {
        await using var lab = await LabAsync();
        Assert.AreEqual(1, await lab.Other.CountAsync(Key));
        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(s_server.Connection) { Password = PostgresServer.Password }.ConnectionString);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"SELECT FROM postern.\"{lab.Name}\" FOR UPDATE", holder))
            await hold.ExecuteNonQueryAsync();

        var update = lab.Table.CountAsync(Key);
        await WaitForAsync(async () => await WaitingAsync() == 1);
        await lab.Proxy.CutAsync();
        await transaction.CommitAsync();

        Assert.AreEqual(2, await update);
        Assert.AreEqual(2, await lab.Other.NumberAsync(Key));
    }

    [TestMethod]
    public async Task PutMany_AnswerLost_WritesAll()
    {
        await using var lab = await LabAsync();
        StateEntry[] entries = [.. Enumerable.Range(0, 100).Select(static number => new StateEntry(
            BitConverter.GetBytes(number), new StateRecord(BitConverter.GetBytes(number), null)))];
        await lab.Table.PutManyAsync(entries, CancellationToken.None);

        lab.Proxy.CutAnswers(1);
        await lab.Table.PutManyAsync(entries, CancellationToken.None);

        Assert.AreEqual(100, await lab.Other.CountAsync(CancellationToken.None));
    }

    private static async Task<Lab> LabAsync()
    {
        var proxy = new CuttingProxy(s_server.Port);
        string connection = s_server.Connection.Replace(
            $"Port={s_server.Port}", string.Create(CultureInfo.InvariantCulture, $"Port={proxy.Port}"), StringComparison.Ordinal);
        var provider = StoreLab.Provider(
            [StoreLab.Statement("connection", connection), StoreLab.Statement("password-file", s_server.PasswordFile), StoreLab.Statement("tls", "off"), StoreLab.Statement("command-timeout", "30")]);
        var others = StoreLab.Provider(s_server);
        string name = $"t{Guid.NewGuid():N}";
        return new Lab(proxy, provider, await provider.OpenAsync(name), others, await others.OpenAsync(name), name);
    }

    private static async Task<int> WaitingAsync() =>
        int.Parse(await s_server.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"), CultureInfo.InvariantCulture);

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Yield();
    }

    private sealed record Lab(CuttingProxy Proxy, PostgresStoreProvider Provider, IStateTable Table, PostgresStoreProvider Others, IStateTable Other, string Name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Table.DisposeAsync();
            await Other.DisposeAsync();
            await Provider.DisposeAsync();
            await Others.DisposeAsync();
            await Proxy.DisposeAsync();
        }
    }
}
