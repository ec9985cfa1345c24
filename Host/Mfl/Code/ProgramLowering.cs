using Postern.Mfl.Binding;

namespace Postern.Mfl.Code;

/// <summary>Turns a bound program into linear code.</summary>
internal static class ProgramLowering
{
    public static CodeProgram Lower(BoundProgram bound, EffectAnalysis effects, bool marksStatements)
    {
        var program = new CodeProgram(bound) { KeepsGroups = effects.Functions.Any(static function => function.UsesGroups), MarksStatements = marksStatements };
        var unwinds = new UnwindTable(effects.Unwinding());
        foreach (BoundFunction function in bound.Functions)
        {
            CodeFunction code = StatementLowering.Lower(program, function, unwinds);
            code.IsRecursive = effects.Functions[function.Signature.Index].IsRecursive;
            program.Functions.Add(code);
        }

        return program;
    }
}
