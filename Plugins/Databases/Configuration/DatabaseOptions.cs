namespace Postern.Plugins.Databases.Configuration;

/// <summary>What <c>database ID { ... }</c> says; <see langword="null"/> for what it does not say.</summary>
internal sealed record DatabaseOptions
{
    public string? File { get; init; }

    public bool? IsEnabled { get; init; }

    /// <summary>In <c>cache</c>, <c>positive-expire-interval</c> is another name for this.</summary>
    public TimeSpan? ExpireInterval { get; init; }

    public TimeSpan? NegativeExpireInterval { get; init; }
}
