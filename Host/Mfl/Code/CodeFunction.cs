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

    /// <summary>Keeps the call in the session's list while it is under way.</summary>
    public bool KeepsFrame { get; set; }

    /// <summary>Tells these instructions before they are executed; <see langword="null"/> for none.</summary>
    public Func<Instruction, bool>? Tells { get; set; }

    /// <summary>Whether several instructions may become one step (<c>-O0</c> forbids it, as does tracing, which would lose one).</summary>
    public bool Shortens { get; set; } = true;

    /// <summary>The label just before the end, where results of unwinding functions are null.</summary>
    public int ExitLabel { get; set; }

    /// <summary>The function may call itself, directly or not: its entry checks the stack and the abort flag.</summary>
    public bool IsRecursive { get; set; }
}
