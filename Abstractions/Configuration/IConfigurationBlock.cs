namespace Postern.Abstractions.Configuration;

/// <summary>A statement or block of the configuration file that a plugin understands.</summary>
public interface IConfigurationBlock
{
    /// <summary>The keyword, lower case.</summary>
    string Keyword { get; }

    /// <summary>Reads one occurrence; called once per occurrence before any service starts, and again on reload.</summary>
    /// <exception cref="ConfigurationException">The statement is wrong.</exception>
    void Configure(ConfigurationStatement statement);
}
