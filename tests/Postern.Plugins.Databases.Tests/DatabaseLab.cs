using Microsoft.Extensions.Logging;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Hosting;
using Postern.Plugins.Databases.Configuration;
using Postern.Plugins.Databases.Tables;
using Postern.Testing.Logging;
using Postern.Testing.Milter;

namespace Postern.Plugins.Databases.Tests;

/// <summary>The plugin's parts over stores in memory, with a state directory of their own.</summary>
internal sealed class DatabaseLab : IHostEnvironment, IAsyncDisposable
{
    public static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("postern-databases-");
    private StateDatabases? _databases;
    private OpenTables? _tables;

    public DatabaseLab()
    {
        Sqlite = new FakeStore("sqlite", usesFiles: true, Clock);
        Gdbm = new FakeStore("gdbm", usesFiles: true, Clock);
        Postgres = new FakeStore("postgres", usesFiles: false, Clock);
        Block = new DatabaseBlock([Gdbm, Postgres, Sqlite]);
        Type = new DatabaseTypeStatement([Gdbm, Postgres, Sqlite]);
    }

    public ManualTime Clock { get; } = new();

    public FakeStore Sqlite { get; }

    public FakeStore Gdbm { get; }

    public FakeStore Postgres { get; }

    public DatabaseBlock Block { get; }

    public DatabaseTypeStatement Type { get; }

    public DatabaseModeStatement Mode { get; } = new();

    public StateDatabases Databases => _databases ??= new StateDatabases(Block, Type, Mode, [Gdbm, Postgres, Sqlite], this);

    public OpenTables Tables => _tables ??= new OpenTables(Databases, Clock);

    public LogRecorder Log { get; } = new();

    public string StateDirectory => _state.FullName;

    public string PluginDirectory => StateDirectory;

    public TimeProvider Time => Clock;

    public ILoggerFactory Loggers => Log;

    public string PathOf(string name) => Path.Combine(StateDirectory, name);

    public static ConfigurationStatement Statement(string keyword, params string[] values) =>
        new(keyword, [.. values.Select(static value => new ConfigurationValue(value, null, Place))], null, Place);

    public static ConfigurationStatement Database(string id, params ConfigurationStatement[] body) => Statement("database", id) with { Body = body };

    public async ValueTask DisposeAsync()
    {
        if (_tables is not null)
            await _tables.DisposeAsync();
        if (_databases is not null)
            await _databases.DisposeAsync();
        _state.Delete(recursive: true);
    }
}
