namespace Postern.Daemon.CommandLine;

internal enum HostMode
{
    Serve,
    Lint,
    Preprocess,
    Check,
    ConfigLint,
    Dump,
    Run,
    Test,
    ShowDefaults,
    ConfigHelp,
    ShowConfigOptions,
    Help,
    Usage,
    Version,
}
