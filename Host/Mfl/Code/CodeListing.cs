using System.Globalization;
using Postern.Mfl.Binding;

namespace Postern.Mfl.Code;

/// <summary>Writes linear code for people: a title per function, a numbered line per instruction, places and names in clear.</summary>
internal static class CodeListing
{
    public static void Write(CodeProgram program, TextWriter output)
    {
        foreach (CodeFunction function in program.Functions)
        {
            output.WriteLine($"{(function.Source.Handler is null ? "FUNCTION" : "HANDLER")} {function.Signature.Name}");
            for (int i = 0; i < function.Instructions.Count; i++)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i:x4}: {Describe(program, function, i)}"));
        }
    }

    /// <summary>An instruction in words.</summary>
    public static string Describe(CodeProgram program, CodeFunction function, int index)
    {
        Instruction instruction = function.Instructions[index];
        int number = (int)instruction.Number;
        return instruction.Code switch
        {
            Opcode.Locus => string.Create(
                CultureInfo.InvariantCulture, $"Locus {program.Places[number].File}:{program.Places[number].Line}"),
            Opcode.LoadLocal or Opcode.StoreLocal => Named(instruction, function.Source.Locals, number),
            Opcode.LoadParameter or Opcode.StoreParameter => Named(instruction, function.Signature.Parameters, number),
            Opcode.LoadGlobal or Opcode.StoreGlobal => Named(instruction, program.Source.Globals, number),
            _ => instruction.ToString(),
        };
    }

    /// <summary>Variables that the compiler made for itself have numbers only.</summary>
    private static string Named(Instruction instruction, IReadOnlyList<BoundVariable> variables, int number) =>
        number < variables.Count ? $"{instruction} {variables[number].Name}" : instruction.ToString();
}
