namespace Postern.Mfl.Regex;

/// <summary>
/// The places of the groups while a way through the automaton is followed, start and end in pairs, -1 where unset. An optional
/// group that matches nothing in a later round takes back what that round did to the groups in it.
/// </summary>
internal readonly ref struct GroupTracker(Span<int> current, Span<int> accepted)
{
    private readonly Span<int> _current = current;
    private readonly Span<int> _accepted = accepted;

    public ReadOnlySpan<int> Current => _current;

    public void Pass(in NfaNode node, int position)
    {
        var slot = node.Argument * 2;
        if (node.Kind == NfaNodeKind.OpenGroup)
        {
            _current[slot] = position;
            _current[slot + 1] = -1;
        }
        else if (_current[slot] < position)
        {
            _current[slot + 1] = position;
            _current.CopyTo(_accepted);
        }
        else if (node.Optional && _accepted[slot] != -1)
        {
            _accepted.CopyTo(_current);
        }
        else
        {
            _current[slot + 1] = position;
        }
    }
}
