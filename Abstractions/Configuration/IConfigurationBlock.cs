namespace Postern.Abstractions.Configuration;

/// <summary>A statement or block of the configuration file that a plugin understands.</summary>
public interface IConfigurationBlock
{
    /// <summary>The keyword, lower case.</summary>
    string Keyword { get; }

    /// <summary>
    /// The statements that it reads in its block, where several plugins read blocks of one keyword: it gets those alone, and the host reports what is nobody's.
    /// <see langword="null"/>: it reads all there is.
    /// </summary>
    IReadOnlyList<string>? Statements => null;

    /// <summary>Reads one occurrence; called once per occurrence before any service starts, and again on reload.</summary>
    /// <exception cref="ConfigurationException">The statement is wrong.</exception>
    void Configure(ConfigurationStatement statement);
}
