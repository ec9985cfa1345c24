namespace Postern.Daemon.CommandLine;

internal enum HostMode
{
    Serve,
    Lint,
    Preprocess,
    Check,
    ConfigLint,
    DumpEffects,
    Run,
    Test,
    ShowDefaults,
    Help,
    Usage,
    Version,
}
