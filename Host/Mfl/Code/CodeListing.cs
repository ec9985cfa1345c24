using System.Globalization;

namespace Postern.Mfl.Code;

/// <summary>Writes linear code for people: a title per function, a numbered line per instruction, places in clear.</summary>
internal static class CodeListing
{
    public static void Write(CodeProgram program, TextWriter output)
    {
        foreach (CodeFunction function in program.Functions)
        {
            output.WriteLine($"{(function.Source.Handler is null ? "FUNCTION" : "HANDLER")} {function.Signature.Name}");
            int number = 0;
            foreach (Instruction instruction in function.Instructions)
            {
                string text = instruction.Code == Opcode.Locus
                    ? $"Locus {program.Places[(int)instruction.Number].File}:{program.Places[(int)instruction.Number].Line}"
                    : instruction.ToString();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number++:x4}: {text}"));
            }
        }
    }
}
