using Postern.Abstractions.Storage;
using Postern.Daemon.CommandLine;
using Postern.Tools.Mfdbtool.CommandLine;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>Finds the databases that a command line means, and opens them.</summary>
internal sealed class Targets(StateSite site, SiteSettings settings, MfdbtoolOptions options)
{
    private const string SchemeEnd = "://";

    /// <summary>The databases of <c>--all</c>, or the one of <c>--format</c> and <c>--file</c>.</summary>
    /// <exception cref="UsageException">There is no such database.</exception>
    public IReadOnlyList<Target> Find() => options.IsAll
        ? [.. site.Databases.All.Select(static database => database.Id).Order(StringComparer.Ordinal).Select(id => Find(id, null))]
        : [Find(options.Format!, options.File)];

    /// <summary>A database.</summary>
    /// <param name="id">Its identifier, or the name of a format.</param>
    /// <param name="file">Its file, or its name with a scheme; <see langword="null"/> for what is configured.</param>
    /// <exception cref="UsageException">There is no such database.</exception>
    public Target Find(string id, string? file)
    {
        StateDatabase? configured = site.Databases.Find(id);
        IStateRecordFormat? format = site.FindFormat(id);
        if ((configured, format) is (null, null) || (configured is null && file is null))
        {
            IEnumerable<string> known = site.Databases.All.Select(static database => database.Id).Order(StringComparer.Ordinal);
            throw new UsageException($"unknown database format: {id}; there are {string.Join(", ", known)}");
        }

        (string location, string? path) = Resolve(file ?? configured!.Location);
        StateDatabase database = (configured ?? new StateDatabase(id, location)) with { Location = location };
        if (options.ExpireInterval is { } interval)
            database = database with { ExpireInterval = interval, PositiveExpireInterval = interval, NegativeExpireInterval = interval };
        return new Target(file ?? path ?? location, database, format) { Path = path };
    }

    /// <summary>Opens a database that must be there, to read all records that it shows.</summary>
    /// <exception cref="StateStoreException">It cannot be opened, or others may read it.</exception>
    public ValueTask<IStateTable> OpenToReadAsync(Target target, CancellationToken cancellationToken) =>
        OpenAsync(target, MayMake(target) ? StateTableMode.ReadWrite : StateTableMode.ReadOnly, expires: false, cancellationToken);

    /// <summary>Opens a database that must be there, to change it.</summary>
    /// <param name="target">Which.</param>
    /// <param name="expires">Whether records are gone that are expired by their bytes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StateStoreException">It cannot be opened, or others may read it.</exception>
    public async ValueTask<IStateTable> OpenToChangeAsync(Target target, bool expires, CancellationToken cancellationToken)
    {
        // Opened to be changed it would be made.
        if (!MayMake(target))
            await (await OpenAsync(target, StateTableMode.ReadOnly, expires, cancellationToken)).DisposeAsync();
        return await OpenAsync(target, StateTableMode.ReadWrite, expires, cancellationToken);
    }

    /// <summary>Opens or makes a database.</summary>
    /// <exception cref="StateStoreException">It cannot be opened, or others may read it.</exception>
    public ValueTask<IStateTable> OpenOrMakeAsync(Target target, CancellationToken cancellationToken) =>
        OpenAsync(target, StateTableMode.ReadWrite, expires: false, cancellationToken);

    /// <summary>Among all databases one that was never written to is no failure: a file is passed over, a table of a server made.</summary>
    private bool MayMake(Target target) => options.IsAll && target.Path is null;

    private ValueTask<IStateTable> OpenAsync(Target target, StateTableMode mode, bool expires, CancellationToken cancellationToken)
    {
        if (target.Path is { } path && FileSafety.FindProblem(path, settings.FileMode) is { } problem)
            throw new StateStoreException($"{target.Name} fails safety check: {problem}", isTransient: false);
        StateExpiry? expiry = null;
        if (expires && target.Format is { } format)
            expiry = (key, value) => format.Expires(key, value, target.Database);
        return site.Databases.OpenAsync(
            new StateTableRequest(target.Database.Location) { Mode = mode, Expiry = expiry }, cancellationToken);
    }

    /// <summary>File names count from the state directory, as in the configuration.</summary>
    private (string Location, string? Path) Resolve(string name)
    {
        int end = name.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (end < 0)
            return (name, Path.GetFullPath(name, settings.StateDirectory));
        if (site.FindStore(name[..end]) is not { UsesFiles: true })
            return (name, null);
        string path = Path.GetFullPath(name[(end + SchemeEnd.Length)..], settings.StateDirectory);
        return (name[..(end + SchemeEnd.Length)] + path, path);
    }
}
