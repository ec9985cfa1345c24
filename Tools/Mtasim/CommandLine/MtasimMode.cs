namespace Postern.Tools.Mtasim.CommandLine;

/// <summary>What the program is asked to do.</summary>
internal enum MtasimMode
{
    /// <summary>SMTP on the standard streams.</summary>
    Stdio,

    /// <summary>One SMTP session on a TCP port.</summary>
    Daemon,

    /// <summary>Print the help.</summary>
    Help,

    /// <summary>Print the options in short.</summary>
    Usage,

    /// <summary>Print the version.</summary>
    Version,
}
