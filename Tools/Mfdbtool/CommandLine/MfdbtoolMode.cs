namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>What the program is asked to do.</summary>
internal enum MfdbtoolMode
{
    /// <summary>Nothing was said.</summary>
    None,
    List,
    Delete,
    Expire,
    Compact,
    Release,
    Export,
    Import,

    /// <summary>Check the configuration.</summary>
    ConfigLint,

    /// <summary>Print the statements of the configuration file.</summary>
    ConfigHelp,

    /// <summary>Print the databases, formats and stores that there are.</summary>
    ShowConfigOptions,
    Help,
    Usage,
    Version,
}
