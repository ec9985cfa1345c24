using System.Globalization;

namespace Postern.Mfl.Code;

/// <summary>One step of the linear code.</summary>
/// <param name="Code">The operation.</param>
/// <param name="Number">Its number, see <see cref="Opcode"/>.</param>
/// <param name="Object">Its object, see <see cref="Opcode"/>.</param>
internal readonly record struct Instruction(Opcode Code, long Number = 0, object? Object = null)
{
    public override string ToString() => string.Join(
        ' ',
        new[] { Code.ToString(), Operand() }.Where(static word => word.Length > 0));

    private string Operand() => Code switch
    {
        Opcode.PushText => $"\"{Object}\"",
        Opcode.Arithmetic or Opcode.CompareNumbers or Opcode.CompareTexts => ((Syntax.BinaryOperator)Number).ToString(),
        Opcode.Reply => ((Syntax.ReplyAction)Number).ToString(),
        Opcode.ChangeHeader => ((Syntax.HeaderAction)Number).ToString(),
        Opcode.Operation or Opcode.Call or Opcode.LoadMacro or Opcode.LoadPredefined => $"{Object}",
        Opcode.CallPlugin or Opcode.BeginPluginCall => $"{((CatalogFunction)Object!).Name}",
        Opcode.JumpTable => string.Join(' ', (int[])Object!),
        Opcode.PushNumber => Number.ToString(CultureInfo.InvariantCulture),
        _ when Number != 0 || HasNumber => Number.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private bool HasNumber => Code is Opcode.LoadLocal or Opcode.StoreLocal or Opcode.LoadParameter or Opcode.StoreParameter
        or Opcode.LoadGlobal or Opcode.StoreGlobal or Opcode.Jump or Opcode.JumpIfZero or Opcode.JumpIfNotZero or Opcode.Label
        or Opcode.Match or Opcode.BeginElement or Opcode.NewArray or Opcode.Throw or Opcode.EndTry or Opcode.InstallCatch
        or Opcode.TextByte;
}
