using Npgsql;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests;

[TestClass]
public sealed class PostgresServerTests
{
    [TestMethod]
    [DataRow(PostgresTls.None)]
    [DataRow(PostgresTls.Required)]
    public async Task Server_StoppedAndStarted_AnswersWhoHasThePassword(PostgresTls tls)
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Tls = tls });
        await server.StopAsync(PostgresStop.Immediate);
        await server.StartAgainAsync();

        await using var connection = new NpgsqlConnection(Connection(server, PostgresServer.Password, tls));
        await connection.OpenAsync();
        await using var stranger = new NpgsqlConnection(Connection(server, "guess", tls));

        var refusal = await Assert.ThrowsExactlyAsync<PostgresException>(() => stranger.OpenAsync());
        Assert.AreEqual(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.AreEqual("1\n", await server.SqlAsync("SELECT count(*) FROM pg_stat_activity WHERE usename = 'postern'"));
    }

    /// <summary>Where TLS is preferred only, a wrong password is tried again without, and the answer is about that.</summary>
    private static string Connection(PostgresServer server, string password, PostgresTls tls) => new NpgsqlConnectionStringBuilder(server.Connection)
    {
        Password = password,
        SslMode = tls == PostgresTls.None ? SslMode.Disable : SslMode.Require,
    }.ConnectionString;
}
