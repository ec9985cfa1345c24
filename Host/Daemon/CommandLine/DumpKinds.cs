namespace Postern.Daemon.CommandLine;

/// <summary>What is printed about a script instead of running it.</summary>
[Flags]
internal enum DumpKinds
{
    None = 0,
    Tree = 1,
    Code = 2,
    Macros = 4,
    CrossReference = 8,
    LexTrace = 16,
    GrammarTrace = 32,
    Effects = 64,
}
