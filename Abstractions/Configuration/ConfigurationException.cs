namespace Postern.Abstractions.Configuration;

/// <summary>A mistake in the configuration, told to the administrator with its place.</summary>
public sealed class ConfigurationException(SourcePlace place, string text) : Exception(text)
{
    /// <summary>Where the mistake stands.</summary>
    public SourcePlace Place { get; } = place;
}
