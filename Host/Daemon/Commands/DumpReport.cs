using Postern.Daemon.CommandLine;
using Postern.Mfl;

namespace Postern.Daemon.Commands;

/// <summary>What <c>--dump-tree</c>, <c>--dump-code</c>, <c>--dump-xref</c>, <c>--dump-macros</c> and <c>--dump-effects</c> print, in this order.</summary>
internal static class DumpReport
{
    public static void Write(MflProgram program, DumpKinds kinds, TextWriter output)
    {
        if (kinds.HasFlag(DumpKinds.Tree))
            program.WriteTree(output);
        if (kinds.HasFlag(DumpKinds.Code))
            program.WriteCode(output);
        if (kinds.HasFlag(DumpKinds.CrossReference))
            program.WriteCrossReference(output);
        if (kinds.HasFlag(DumpKinds.Macros))
            program.WriteMacros(output);
        if (kinds.HasFlag(DumpKinds.Effects))
            EffectsReport.Write(output, program.Effects);
    }
}
