using System.Buffers;

namespace Postern.Mfl.Regex;

/// <summary>One match of <see cref="BacktrackingMatcher"/>: the choices still to be tried and the places of the groups.</summary>
internal sealed class BacktrackingRun : IDisposable
{
    /// <summary>Most memory the open choices may take, in integers.</summary>
    private const int MaximumStack = 4 * 1024 * 1024;

    /// <summary>Most entries of the lists of nodes passed since the last character.</summary>
    private const int MaximumTrail = 4 * 1024 * 1024;

    private readonly Nfa _nfa;
    private readonly bool _ignoreCase;
    private readonly int _slots;
    private readonly int[] _current;
    private readonly int[] _accepted;
    private int[] _stack = ArrayPool<int>.Shared.Rent(256);
    private int[] _trail = ArrayPool<int>.Shared.Rent(256);
    private int _top;
    private int _trailCount;

    // Where the way stands: node, position, and the last entry of the list of nodes passed since the last character.
    private int _index;
    private int _position;
    private int _passed;

    public BacktrackingRun(Nfa nfa, int groupCount, bool ignoreCase)
    {
        _nfa = nfa;
        _ignoreCase = ignoreCase;
        _slots = (groupCount + 1) * 2;
        _current = new int[_slots];
        _accepted = new int[_slots];
    }

    /// <summary>Fills <paramref name="best"/> with the longest match that begins at <paramref name="start"/>.</summary>
    public bool Match(ReadOnlySpan<char> subject, int start, Span<int> best, ref MatchWork work)
    {
        var end = -1;
        _top = 0;
        _trailCount = 0;
        _index = _nfa.Start;
        _position = start;
        _passed = -1;
        _current.AsSpan().Fill(-1);
        _accepted.AsSpan().Fill(-1);
        do
        {
            while (Advance(subject, ref work))
            {
            }

            if (_index != Nfa.Final || _position <= end)
                continue;
            end = _position;
            _current.CopyTo(best);
            best[0] = start;
            best[1] = end;
        }
        while (end < subject.Length && Pop());
        return end >= 0;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_stack);
        ArrayPool<int>.Shared.Return(_trail);
    }

    /// <summary>Takes one step.</summary>
    /// <returns>False at the end of a match, and where the way leads no further (<see cref="_index"/> is then negative).</returns>
    private bool Advance(ReadOnlySpan<char> subject, ref MatchWork work)
    {
        if (++work.Steps > BacktrackingMatcher.StepLimit)
            throw new PosixRegexException(PosixRegexError.MatchLimit);
        ref readonly var node = ref _nfa.Nodes[_index];
        switch (node.Kind)
        {
            case NfaNodeKind.Final:
                return false;
            case NfaNodeKind.Bytes:
                if (_position < subject.Length && _nfa.Accepts(node, _nfa.ClassOf[(byte)subject[_position]]))
                    return Go(node.Next, _position + 1);
                return Fail();
            case NfaNodeKind.Assertion:
                var before = _nfa.ContextAt(subject, _position - 1);
                return Nfa.Holds((RegexAnchor)node.Argument, before, _nfa.ContextAt(subject, _position))
                    ? Go(node.Next, _position)
                    : Fail();
            case NfaNodeKind.Split:
                return Split(node, ref work);
            case NfaNodeKind.BackReference:
                return Refer(node, subject, ref work);
            default:
                new GroupTracker(_current, _accepted).Pass(node, _position);
                return Go(node.Next, _position);
        }
    }

    private bool Go(int next, int position)
    {
        if (position == _position)
            PassNode(_index);
        else
            _passed = -1;
        _index = next;
        _position = position;
        return true;
    }

    private bool Fail()
    {
        _index = -1;
        return false;
    }

    private bool Split(in NfaNode node, ref MatchWork work)
    {
        // A loop over nothing ends here; a second time round even the other choice leads nowhere new.
        var triedFirst = HasPassed(node.Next, ref work);
        if (triedFirst && HasPassed(_index, ref work) && HasPassed(node.Other, ref work))
            return Fail();
        if (!triedFirst)
            Push(node.Other);
        return Go(triedFirst ? node.Other : node.Next, _position);
    }

    private bool Refer(in NfaNode node, ReadOnlySpan<char> subject, ref MatchWork work)
    {
        var start = _current[node.Argument * 2];
        var end = _current[(node.Argument * 2) + 1];
        if (start < 0 || end < 0)
            return Fail();
        var length = end - start;
        work.Steps += length;
        if (length > subject.Length - _position)
            return Fail();
        var wanted = subject[start..end];
        var found = subject.Slice(_position, length);
        var same = _ignoreCase ? EqualsIgnoreCase(wanted, found) : wanted.SequenceEqual(found);
        return same ? Go(node.Next, _position + length) : Fail();
    }

    private static bool EqualsIgnoreCase(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        for (var index = 0; index < left.Length; index++)
            if (left[index] != right[index] && (!char.IsAsciiLetter(left[index]) || (left[index] ^ 0x20) != right[index]))
                return false;
        return true;
    }

    private bool HasPassed(int node, ref MatchWork work)
    {
        for (var entry = _passed; entry >= 0; entry = _trail[entry + 1])
        {
            work.Steps++;
            if (_trail[entry] == node)
                return true;
        }

        return false;
    }

    private void PassNode(int node)
    {
        // Without open choices nobody else holds on to the list.
        if (_passed < 0 && _top == 0)
            _trailCount = 0;
        Reserve(ref _trail, _trailCount, 2, MaximumTrail);
        _trail[_trailCount] = node;
        _trail[_trailCount + 1] = _passed;
        _passed = _trailCount;
        _trailCount += 2;
    }

    /// <summary>A choice holds: node, position, list of nodes passed (with the split itself), end of the lists, groups twice.</summary>
    private void Push(int other)
    {
        var savedTrailStart = _passed;
        PassNode(_index);
        Reserve(ref _stack, _top, 4 + (2 * _slots), MaximumStack);
        _stack[_top] = other;
        _stack[_top + 1] = _position;
        _stack[_top + 2] = _passed;
        _stack[_top + 3] = _trailCount;
        _current.CopyTo(_stack, _top + 4);
        _accepted.CopyTo(_stack, _top + 4 + _slots);
        _top += 4 + (2 * _slots);
        _passed = savedTrailStart;
    }

    private bool Pop()
    {
        if (_top == 0)
            return false;
        _top -= 4 + (2 * _slots);
        _index = _stack[_top];
        _position = _stack[_top + 1];
        _passed = _stack[_top + 2];
        _trailCount = _stack[_top + 3];
        _stack.AsSpan(_top + 4, _slots).CopyTo(_current);
        _stack.AsSpan(_top + 4 + _slots, _slots).CopyTo(_accepted);
        return true;
    }

    private static void Reserve(ref int[] array, int used, int more, int maximum)
    {
        if (used + more <= array.Length)
            return;
        if (used + more > maximum)
            throw new PosixRegexException(PosixRegexError.MatchLimit);
        var larger = ArrayPool<int>.Shared.Rent(Math.Max(used + more, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<int>.Shared.Return(array);
        array = larger;
    }
}
