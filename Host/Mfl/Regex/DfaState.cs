namespace Postern.Mfl.Regex;

/// <summary>
/// A set of automaton nodes at a position. What holds at a position depends on the characters on both sides of it, and only one
/// of them is known when the position is reached; so a state says in <see cref="Flag"/> what turned out for the position
/// before: that a match ended there (forward), or can begin there (backward).
/// </summary>
internal sealed class DfaState(int[] kernel, SubjectContext context, bool flag, int transitionCount)
{
    private readonly DfaState?[] _transitions = new DfaState?[transitionCount];
    private readonly ulong[]?[] _closed = new ulong[]?[5];

    /// <summary>The nodes, before the steps that consume nothing are taken; ascending.</summary>
    public int[] Kernel { get; } = kernel;

    /// <summary>What stands on the side this state came from.</summary>
    public SubjectContext Context { get; } = context;

    public bool Flag { get; } = flag;

    /// <summary>No match can be found from here on.</summary>
    public bool IsDead => Kernel.Length == 0;

    /// <summary>For a searching forward state: nothing is under way, the search begins anew here.</summary>
    public bool IsRestart { get; init; }

    /// <summary>For a searching forward state: the same nodes in the automaton that does not search.</summary>
    public DfaState? Unsearched { get; set; }

    public DfaState? this[int cls]
    {
        get => Volatile.Read(ref _transitions[cls]);
        set => Volatile.Write(ref _transitions[cls], value);
    }

    /// <summary>For a backward state: the nodes that lead to a match from this position, by what stands before it.</summary>
    public ulong[]? GetClosed(SubjectContext before) => Volatile.Read(ref _closed[(int)before]);

    public void SetClosed(SubjectContext before, ulong[] nodes) => Volatile.Write(ref _closed[(int)before], nodes);
}
