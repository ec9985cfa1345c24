using Microsoft.Extensions.Logging;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Hosting;
using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Configuration;
using Postern.Testing.Logging;
using Postern.Testing.Servers;

namespace Postern.Plugins.Postgres.Tests;

/// <summary>Providers as hosts have them.</summary>
internal static class StoreLab
{
    /// <summary>A provider that is configured as an administrator would.</summary>
    /// <param name="statements">What stands in the block <c>postgres</c>.</param>
    public static PostgresStoreProvider Provider(IEnumerable<ConfigurationStatement> statements, TimeProvider? time = null, LogRecorder? log = null)
    {
        var block = new StorageBlock();
        block.Configure(Statement("storage", Statement("postgres", [.. statements])));
        return new PostgresStoreProvider(new Environment(time ?? TimeProvider.System, log ?? new LogRecorder()), block, TimeProvider.System);
    }

    public static PostgresStoreProvider Provider(PostgresServer server, TimeProvider? time = null, LogRecorder? log = null, params ConfigurationStatement[] more) =>
        Provider([Statement("connection", server.Connection), Statement("password-file", server.PasswordFile), .. more], time, log);

    /// <summary>A provider of a host that has no block <c>storage</c>.</summary>
    public static PostgresStoreProvider Unconfigured() => new(new Environment(TimeProvider.System, new LogRecorder()), new StorageBlock(), TimeProvider.System);

    public static async Task<IStateTable> OpenAsync(this PostgresStoreProvider provider, string name = "table") =>
        await provider.OpenAsync(new StateTableRequest(name), CancellationToken.None);

    public static ConfigurationStatement Statement(string keyword, string value) =>
        new(keyword, [new ConfigurationValue(value, null, default)], null, new SourcePlace("test.conf", 1, 1, 1, 1));

    public static ConfigurationStatement Statement(string keyword, params ConfigurationStatement[] body) =>
        new(keyword, [], body, new SourcePlace("test.conf", 1, 1, 1, 1));

    private sealed class Environment(TimeProvider time, ILoggerFactory loggers) : IHostEnvironment
    {
        public string StateDirectory => "/nonexistent";

        public string PluginDirectory => "/nonexistent";

        public TimeProvider Time => time;

        public ILoggerFactory Loggers => loggers;
    }
}
