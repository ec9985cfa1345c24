using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Code;

/// <summary>Appends instructions to a listing; keeps count of stack entries and protected regions.</summary>
internal sealed class CodeBuilder
{
    private readonly CodeFunction _function;
    private readonly CodeProgram _program;
    private int _locus = -1;

    public CodeBuilder(CodeProgram program, CodeFunction function)
    {
        _program = program;
        _function = function;
        function.ExitLabel = NewLabel();
    }

    /// <summary>How many values an expression under way has left on the stack.</summary>
    public int Depth { get; private set; }

    /// <summary>In how many protected regions the next instruction lies.</summary>
    public int RegionDepth { get; private set; }

    /// <summary>The place of the statement under way.</summary>
    public SourcePlace Place { get; set; }

    /// <summary>Makes a label that will be defined in the present region.</summary>
    public int NewLabel()
    {
        _function.LabelDepths.Add(RegionDepth);
        return _function.LabelDepths.Count - 1;
    }

    public int NewLocal(DataType type)
    {
        _function.Locals.Add(type);
        return _function.Locals.Count - 1;
    }

    /// <summary>Appends an instruction that changes the number of stack entries by <paramref name="effect"/>.</summary>
    public void Emit(Opcode code, int effect, long number = 0, object? operand = null)
    {
        _function.Instructions.Add(new Instruction(code, number, operand));
        Depth += effect;
    }

    /// <summary>Makes sure that an error in the next instruction names the line of the statement.</summary>
    public void EnsureLocus()
    {
        int index = _program.IndexOf(Place);
        if (index == _locus)
            return;
        Emit(Opcode.Locus, 0, index);
        _locus = index;
    }

    /// <summary>After a call, the place is that of the called function.</summary>
    public void ForgetLocus() => _locus = -1;

    public void Define(int label)
    {
        Emit(Opcode.Label, 0, label);
        _locus = -1;
    }

    public void BeginTry()
    {
        Emit(Opcode.BeginTry, 0);
        RegionDepth++;
    }

    public void EndTry(int dispatch)
    {
        RegionDepth--;
        Emit(Opcode.EndTry, 0, dispatch);
        _locus = -1;
    }
}
