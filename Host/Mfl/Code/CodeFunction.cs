using Postern.Mfl.Binding;

namespace Postern.Mfl.Code;

/// <summary>The listing of one function.</summary>
internal sealed class CodeFunction(BoundFunction source)
{
    public BoundFunction Source { get; } = source;

    public BoundSignature Signature => Source.Signature;

    public List<Instruction> Instructions { get; } = [];

    /// <summary>Types of the automatic variables, those that the compiler needs for itself last.</summary>
    public List<DataType> Locals { get; } = [];

    /// <summary>Per label, in how many protected regions it lies.</summary>
    public List<int> LabelDepths { get; } = [];

    /// <summary>The label just before the end, where results of unwinding functions are null.</summary>
    public int ExitLabel { get; set; }

    /// <summary>The function may call itself, directly or not: its entry checks the stack and the abort flag.</summary>
    public bool IsRecursive { get; set; }
}
