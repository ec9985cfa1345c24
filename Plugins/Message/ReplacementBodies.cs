using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message;

/// <summary>The bodies that wait in the modification queue of a message; gone with the next one, and at the session's end.</summary>
internal sealed class ReplacementBodies : IDisposable
{
    private readonly List<SpooledContent> _bodies = [];
    private long _number;

    /// <summary>Makes an empty one.</summary>
    /// <param name="number">Which message of the session it is for.</param>
    public SpooledContent Add(long number)
    {
        if (number != _number)
            Dispose();
        _number = number;
        _bodies.Add(new SpooledContent());
        return _bodies[^1];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SpooledContent body in _bodies)
            body.Dispose();
        _bodies.Clear();
    }
}
