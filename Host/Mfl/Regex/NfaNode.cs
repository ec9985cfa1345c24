namespace Postern.Mfl.Regex;

/// <summary>One node of the automaton.</summary>
/// <param name="Kind">What the node does.</param>
/// <param name="Next">The following node; of a split, the preferred one.</param>
/// <param name="Other">Of a split, the second choice.</param>
/// <param name="Argument">Set index, anchor or group, by kind.</param>
/// <param name="Optional">Of a closing group: the group stands under an operator that may repeat it or leave it out.</param>
internal readonly record struct NfaNode(NfaNodeKind Kind, int Next, int Other = -1, int Argument = 0, bool Optional = false);
