namespace Postern.PluginLoading;

/// <summary>Where plugins are and what they are told.</summary>
public sealed record PluginHostOptions
{
    /// <summary>The directories whose sub-folders are plugins, the most important first.</summary>
    public required IReadOnlyList<string> Directories { get; init; }

    /// <summary>The host's state directory, absolute.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The names of the plugins to load; <see langword="null"/> for all that are found.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>Names of plugins without which the host does not start.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>
    /// Contracts that the host answers itself, with its instances: plugins get these, and what plugins export of such a contract is not used.
    /// </summary>
    public IReadOnlyDictionary<Type, IReadOnlyList<object>> Replacements { get; init; } = new Dictionary<Type, IReadOnlyList<object>>();

    /// <summary>Whether hosted services are started; a host that only looks at its plugins leaves them alone.</summary>
    public bool StartServices { get; init; } = true;

    /// <summary>How long a hosted service may take to start or to stop.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
