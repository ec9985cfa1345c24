namespace Postern.Mfl.Regex;

/// <summary>
/// A deterministic automaton whose states are made when a subject first needs them. The cache is bounded: when it is full it
/// is dropped as a whole, and matches under way go on with the states they hold. Making a state costs at most the size of the
/// pattern, so a match costs at most subject times pattern, whatever both are.
/// </summary>
internal abstract class LazyDfa
{
    /// <summary>Bound of the cache, in entries of the kernels and transition tables together (4 to 8 bytes each).</summary>
    private const int MaximumCacheSize = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly DfaState?[] _initial = new DfaState?[5];
    private readonly Dictionary<DfaStateKey, DfaState> _states = [];
    private int _cacheSize;

    protected LazyDfa(Nfa nfa)
    {
        Nfa = nfa;
        Closure = new NodeSet(nfa.Nodes.Length);
        Targets = new NodeSet(nfa.Nodes.Length);
    }

    public Nfa Nfa { get; }

    /// <summary>Scratch, used under the gate.</summary>
    protected NodeSet Closure { get; }

    /// <summary>Scratch, used under the gate.</summary>
    protected NodeSet Targets { get; }

    /// <summary>The state to begin with when <paramref name="context"/> stands on the side that is not read.</summary>
    public DfaState Initial(SubjectContext context)
    {
        if (Volatile.Read(ref _initial[(int)context]) is { } state)
            return state;
        lock (_gate)
        {
            Targets.Clear();
            AddInitial(Targets);
            state = Intern(context, flag: false);
            Volatile.Write(ref _initial[(int)context], state);
            return state;
        }
    }

    /// <summary>The state for exactly these nodes.</summary>
    public DfaState StateOf(DfaState other)
    {
        lock (_gate)
        {
            Targets.Clear();
            foreach (var node in other.Kernel)
                Targets.Add(node);
            return Intern(other.Context, other.Flag);
        }
    }

    /// <summary>Makes the state behind <paramref name="state"/> for a class of bytes, or for the edge of the subject.</summary>
    public DfaState Expand(DfaState state, int cls, ref MatchWork work)
    {
        lock (_gate)
        {
            if (state[cls] is { } known)
                return known;
            Closure.Clear();
            Targets.Clear();
            var context = Nfa.ContextOfClass(cls);
            var flag = Step(state, cls, context);
            work.Steps += Closure.Count + Targets.Count;
            work.Check();
            var target = Intern(Nfa.HasAnchors ? context : SubjectContext.Other, flag);
            state[cls] = target;
            return target;
        }
    }

    protected abstract void AddInitial(NodeSet targets);

    /// <summary>
    /// Fills <see cref="Closure"/> with what holds at the position of <paramref name="state"/> and <see cref="Targets"/> with the
    /// nodes behind the character.
    /// </summary>
    /// <returns>The flag of the new state.</returns>
    protected abstract bool Step(DfaState state, int cls, SubjectContext context);

    private DfaState Intern(SubjectContext context, bool flag)
    {
        var kernel = Targets.ToSortedArray();
        var key = new DfaStateKey(kernel, context, flag);
        if (_states.TryGetValue(key, out var state))
            return state;
        var size = kernel.Length + Nfa.ClassCount + 16;
        if (_cacheSize + size > MaximumCacheSize)
        {
            _states.Clear();
            Array.Clear(_initial);
            _cacheSize = 0;
        }

        state = new DfaState(kernel, context, flag, Nfa.ClassCount + 1)
        {
            IsRestart = kernel.Length == 1 && kernel[0] == Nfa.Start,
        };
        _states.Add(key, state);
        _cacheSize += size;
        return state;
    }
}
