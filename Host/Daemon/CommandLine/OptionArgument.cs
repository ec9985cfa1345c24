namespace Postern.Daemon.CommandLine;

internal enum OptionArgument
{
    None,
    Required,

    /// <summary>Only attached: <c>--name=ARG</c>, <c>-nARG</c>.</summary>
    Optional,
}
