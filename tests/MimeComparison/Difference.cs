namespace Postern.MimeComparison;

/// <summary>A point in which a peer and we disagree.</summary>
/// <param name="Message">The message's file.</param>
/// <param name="Peer">Who says otherwise.</param>
/// <param name="Field"><c>parts</c> for the tree as a whole, or <c>type</c>, <c>size</c>, <c>name</c> and the entity's path.</param>
/// <param name="Theirs">What the peer says.</param>
/// <param name="Ours">What we say.</param>
internal sealed record Difference(string Message, string Peer, string Field, string Theirs, string Ours)
{
    /// <summary>The line of the list without the reason.</summary>
    public override string ToString() => $"{Message} | {Peer} | {Field} | {Theirs} | {Ours}";
}
